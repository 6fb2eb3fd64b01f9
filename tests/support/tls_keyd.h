// A real keyd that stations reach with mutual TLS, certificates of a CA of its own, and a client that does as it likes.
#pragma once

#include "hsm/service/connection.h"
#include "hsm/service/wire.h"
#include "hsm/tls/development_ca.h"
#include "tests/support/keyd_directory.h"

#include <QTcpServer>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

namespace keyline::test {

namespace fs = std::filesystem;
using namespace keyline::app;
using hsm::CertificateName;
using Days = std::chrono::duration<int, std::ratio<86'400>>;
using PeerRole = CertificateName::Role;

inline unsigned short free_port() {
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

// Certificates of one CA, in a directory.
class Certificates {
  public:
    explicit Certificates(const fs::path& directory) : directory_(directory) {
        fs::create_directories(directory);
        ca_.emplace(*hsm::DevelopmentCa::open_or_make(directory / "ca"));
    }

    struct Wanted {
        std::string file;
        CertificateName name;
        int from_days = -1;
        int until_days = 30;
        std::vector<std::string> hosts{};
    };
    hsm::OwnCertificate make(const Wanted& wanted) const {
        const hsm::OwnCertificate own{directory_ / (wanted.file + ".crt"), directory_ / (wanted.file + ".key")};
        if (!fs::exists(own.key) && !hsm::make_key(own.key)) {
            qFatal("no key");
        }
        const auto now = std::chrono::system_clock::now();
        const auto request = hsm::make_request(own.key, wanted.name, {});
        const auto pem = ca_->sign(*request, wanted.name, wanted.hosts,
                                   {now + Days(wanted.from_days), now + Days(wanted.until_days)});
        if (!pem || !hsm::write_text_file(own.certificate, *pem)) {
            qFatal("no certificate");
        }
        return own;
    }
    // As a careless CA would sign it.
    hsm::OwnCertificate two_names(const CertificateName& name) const {
        const hsm::OwnCertificate own = make({"two", name});
        const auto file = [&](const char* of) { return QString::fromStdString(directory_ / of); };
        write_file(file("two.csr"), QByteArray::fromStdString(*hsm::make_request(own.key, name, {})));
        write_file(file("two.ext"),
                   "extendedKeyUsage=clientAuth\nsubjectAltName=URI:keyline://development/station/line1,"
                   "URI:keyline://development/station/line2\n");
        if (QProcess::execute("openssl", {"x509", "-req", "-in", file("two.csr"), "-CA", file("ca/ca.crt"), "-CAkey",
                                          file("ca/ca.key"), "-CAcreateserial", "-extfile", file("two.ext"), "-out",
                                          file("two.crt")}) != 0) {
            qFatal("openssl x509");
        }
        return own;
    }
    hsm::OwnCertificate station(const std::string& name, int from_days = -1, int until_days = 30) const {
        return make({"station-" + name,
                     {*Name::parse("development"), PeerRole::station, *Name::parse(name)},
                     from_days,
                     until_days});
    }
    hsm::OwnCertificate keyd() const {
        return make({"keyd", {*Name::parse("development"), PeerRole::keyd, *Name::parse("a")}, -1, 30, {"127.0.0.1"}});
    }
    const hsm::DevelopmentCa& ca() const { return *ca_; }

  private:
    fs::path directory_;
    std::optional<hsm::DevelopmentCa> ca_;
};

inline std::string text_of_file(const fs::path& path) {
    return read_file(QString::fromStdString(path)).toStdString();
}

// A keyd that stations reach over TLS, with certificates of its own CA.
class TlsKeyd {
  public:
    TlsKeyd() : certificates(fs::path(directory.file("tls").toStdString())) {}
    ~TlsKeyd() { stop(); }
    TlsKeyd(const TlsKeyd&) = delete;
    TlsKeyd& operator=(const TlsKeyd&) = delete;

    bool start(const QByteArray& more_tls = {}) {
        port = free_port();
        certificate = certificates.keyd();
        const auto pem = text_of_file(certificate.certificate);
        pin = hsm::read_certificate(pem)->pin;
        config_ = read_file(directory.config());
        write(more_tls);
        return serve();
    }
    void write(const QByteArray& more_tls = {}) const {
        const auto& ca = certificates.ca();
        write_file(directory.config(), config_ + "\n[tls]\nlisten = \"127.0.0.1:" + QByteArray::number(port) +
                                           "\"\ncertificate = \"" + certificate.certificate.c_str() + "\"\nkey = \"" +
                                           certificate.key.c_str() + "\"\nca = \"" + ca.certificate_path().c_str() +
                                           "\"\ncrl = \"" + ca.crl_path().c_str() + "\"\n" + more_tls +
                                           "\n[[stations]]\nname = \"line1\"\ncalls = [\"line\", \"orders\"]\n"
                                           "[[stations]]\nname = \"line2\"\ncalls = [\"line\"]\n"
                                           "[[stations]]\nname = \"line3\"\ncalls = [\"line\"]\nenabled = false\n");
    }
    bool serve() {
        process.emplace();
        return directory.serve(*process);
    }
    void stop() {
        if (process && process->state() != QProcess::NotRunning) {
            process->terminate();
            process->waitForFinished(20'000);
        }
    }
    std::string address(unsigned short at = 0) const { return "dns:127.0.0.1:" + std::to_string(at == 0 ? port : at); }
    KeyServiceSetup station(const hsm::OwnCertificate& own) const {
        KeyServiceSetup setup{KeyServiceSetup::Mode::external, {address()}, {}};
        setup.tls = {
            *Name::parse("development"), own.certificate, own.key, certificates.ca().certificate_path(), {pin}};
        return setup;
    }
    // A client that looks at nothing, its own certificate least of all.
    std::unique_ptr<v1::KeyService::Stub> raw(const std::optional<hsm::OwnCertificate>& own) const {
        return v1::KeyService::NewStub(raw_channel(own));
    }
    std::shared_ptr<grpc::Channel> raw_channel(const std::optional<hsm::OwnCertificate>& own) const {
        grpc::SslCredentialsOptions options;
        options.pem_root_certs = text_of_file(certificates.ca().certificate_path());
        if (own) {
            options.pem_cert_chain = text_of_file(own->certificate);
            options.pem_private_key = text_of_file(own->key);
        }
        grpc::ChannelArguments arguments;
        arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
        return grpc::CreateCustomChannel("ipv4:127.0.0.1:" + std::to_string(port), grpc::SslCredentials(options),
                                         arguments);
    }
    // keyd's record, as bytes.
    QByteArray record() {
        stop();
        return read_file(directory.file("keyd.db")) + read_file(directory.file("keyd.db-wal"));
    }

    KeydDirectory directory;
    const bool made = directory.init();
    Certificates certificates;
    hsm::OwnCertificate certificate;
    std::string pin;
    unsigned short port = 0;
    std::optional<QProcess> process;

  private:
    QByteArray config_;
};

inline grpc::Status info(v1::KeyService::Stub& stub) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    v1::InfoAnswer answer;
    return stub.Info(&context, v1::InfoRequest(), &answer);
}

inline std::string reason_of(const grpc::Status& status) {
    v1::ErrorDetail detail;
    if (!detail.ParseFromString(status.error_details())) {
        return {};
    }
    return std::string(hsm::from_message(detail).arg("reason"));
}

} // namespace keyline::test
