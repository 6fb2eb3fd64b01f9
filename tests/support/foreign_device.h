// Something else at a lane: a Unix socket that answers whatever it gets as it likes. Threads: one of its own.
#pragma once

#include <QByteArray>
#include <QFile>
#include <functional>
#include <sys/poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

namespace keyline::test {

class ForeignDevice {
  public:
    using Reply = std::function<QByteArray(const QByteArray&)>;

    ForeignDevice(const QString& path, Reply reply)
        : listener_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)), path_(path), reply_(std::move(reply)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(path).constData(), sizeof address.sun_path);
        QFile::remove(path);
        if (bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
            listen(listener_, 4) == 0) {
            thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
        }
    }
    ForeignDevice(const ForeignDevice&) = delete;
    ForeignDevice& operator=(const ForeignDevice&) = delete;
    ~ForeignDevice() {
        thread_ = {};
        close(listener_);
        QFile::remove(path_);
    }

  private:
    static constexpr int poll_ms = 20;

    static bool is_readable(int fd) {
        pollfd one{fd, POLLIN, 0};
        return poll(&one, 1, poll_ms) > 0;
    }

    void serve(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            if (!is_readable(listener_)) {
                continue;
            }
            const int line = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            std::array<char, 4'096> bytes{};
            while (line >= 0 && !stop.stop_requested()) {
                const auto size = is_readable(line) ? read(line, bytes.data(), bytes.size()) : -1;
                if (size == 0) {
                    break;
                }
                const QByteArray told = size > 0 ? reply_(QByteArray(bytes.data(), size)) : QByteArray();
                if (!told.isEmpty() &&
                    send(line, told.constData(), static_cast<std::size_t>(told.size()), MSG_NOSIGNAL) < 0) {
                    break;
                }
            }
            close(line);
        }
    }

    int listener_;
    QString path_;
    Reply reply_;
    std::jthread thread_;
};

} // namespace keyline::test
