// The include table of DESIGN.md: which folder may include which, and where a library's headers may be seen.
#include <QtTest/QtTest>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string_view>;

// One row: a folder (the first that matches the file's path counts) and the folders of ours that it may include.
struct FolderRule {
    std::string_view folder;
    Names may_include;
};
const std::vector<FolderRule> folder_rules = {
    {"provisioning/", {"provisioning/"}},
    {"hsm/", {"provisioning/", "hsm/"}},
    // Portable C, shared with the lock's firmware.
    {"fixtures/lock/simulator/", {"provisioning/", "fixtures/"}},
    {"fixtures/lock/", {"fixtures/lock/"}},
    {"fixtures/", {"provisioning/", "fixtures/"}},
    {"db/", {"provisioning/", "db/"}},
    {"app/", {"provisioning/", "hsm/", "fixtures/", "db/", "app/"}},
    {"tests/", {"provisioning/", "hsm/", "fixtures/", "db/", "app/", "tests/"}},
};

// One row: how a library's headers begin, and the folders that may include them. Tests may include any.
struct LibraryRule {
    std::string_view header;
    Names folders;
};
const std::vector<LibraryRule> library_rules = {
    {"Q", {"app/station/", "app/report/"}},
    {"libp11.h", {"hsm/"}},
    {"p11-kit", {"hsm/"}},
    {"pkcs11", {"hsm/"}},
    {"grpc", {"hsm/service/"}},
    {"prometheus/", {"app/keyd/"}},
    {"systemd/", {"app/keyd/"}},
    {"archive.h", {"app/keyd/"}},
    {"archive_entry.h", {"app/keyd/"}},
    {"google/protobuf", {"hsm/service/"}},
    {"libserialport.h", {"fixtures/"}},
    {"sqlite3.h", {"db/"}},
    {"pqxx/", {"db/"}},
    {"CLI/", {"app/", "fixtures/lock/simulator/"}},
    {"toml++/", {"app/", "fixtures/lock/simulator/"}},
    // Its CBOR reader recurses without limit, so it stays away from what a lock sends.
    {"nlohmann/", {"db/", "app/", "hsm/", "fixtures/lock/simulator/"}},
    {"openssl/", {"provisioning/", "hsm/", "fixtures/table_transfer", "fixtures/lock/simulator/", "db/", "app/"}},
    {"tl/expected.hpp", {"provisioning/"}},
    {"mbedtls/", {"fixtures/lock/firmware/"}},
    {"liboath/", {"provisioning/people/"}},
};
// The system's own, with a folder in their name.
const Names system_folders = {"sys/", "linux/", "arpa/", "netinet/", "asm/", "bits/"};

bool begins_with_one_of(std::string_view text, const Names& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](std::string_view beginning) { return text.starts_with(beginning); });
}

std::optional<std::string> objection_to_library(std::string_view path, std::string_view header) {
    if (path.starts_with("tests/")) {
        return std::nullopt;
    }
    for (const LibraryRule& rule : library_rules) {
        if (header.starts_with(rule.header)) {
            return begins_with_one_of(path, rule.folders) ? std::nullopt
                                                          : std::optional("this library is for other folders");
        }
    }
    if (header.find('/') != std::string_view::npos && !begins_with_one_of(header, system_folders)) {
        return "this library is not in the table";
    }
    return std::nullopt;
}

std::optional<std::string> objection_to_own(std::string_view path, std::string_view header) {
    const auto rule = std::find_if(folder_rules.begin(), folder_rules.end(),
                                   [&](const FolderRule& row) { return path.starts_with(row.folder); });
    if (rule == folder_rules.end()) {
        return "this folder is not in the table";
    }
    if (header.find('/') == std::string_view::npos) {
        // The portable C names its neighbours so, a Qt test its .moc, the service what is made from its .proto.
        const bool fits = path.starts_with("fixtures/lock/") ||
                          (path.starts_with("tests/") && header.ends_with(".moc")) ||
                          (path.starts_with("hsm/service/") && header.ends_with(".pb.h"));
        return fits ? std::nullopt : std::optional("an include of ours begins with its folder");
    }
    if (begins_with_one_of(header, rule->may_include)) {
        return std::nullopt;
    }
    return "the folder table does not allow it";
}

// One line for each include in `text` that the table does not allow at `path` (relative to the project's root).
std::vector<std::string> objections(const std::string& path, const std::string& text) {
    static const std::regex include(R"(^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"])", std::regex::multiline);
    std::vector<std::string> found;
    for (std::sregex_iterator it(text.begin(), text.end(), include), end; it != end; ++it) {
        const std::string header = (*it)[2];
        const bool own = (*it)[1] == "\"";
        const auto objection = own ? objection_to_own(path, header) : objection_to_library(path, header);
        if (objection) {
            found.push_back(path + " includes " + header + ": " + *objection);
        }
    }
    return found;
}

std::vector<std::string> sources_below(const fs::path& root) {
    constexpr std::array folders = {"provisioning", "hsm", "fixtures", "db", "app", "tests"};
    constexpr std::array extensions = {".h", ".hpp", ".c", ".cpp"};
    std::vector<std::string> sources;
    for (const char* folder : folders) {
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const std::string extension = entry.path().extension();
            if (entry.is_regular_file() &&
                std::find(extensions.begin(), extensions.end(), extension) != extensions.end()) {
                sources.push_back(entry.path().lexically_relative(root));
            }
        }
    }
    return sources;
}

} // namespace

class IncludeTableTest : public QObject {
    Q_OBJECT

  private slots:
    void objects_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char* path, const char* line, bool allowed) {
            QTest::addRow("%s: %s", path, line) << path << line << allowed;
        };
        row("provisioning/a.cpp", "#include \"provisioning/result.h\"", true);
        row("provisioning/a.cpp", "#include \"db/sqlite.h\"", false);
        row("provisioning/a.h", "  #  include <QString>", false);
        row("hsm/vault.cpp", "#include \"db/sqlite.h\"", false);
        row("hsm/vault.cpp", "#include <libp11.h>", true);
        row("hsm/vault.cpp", "#include <grpcpp/grpcpp.h>", false);
        row("hsm/service/server.cpp", "#include <grpcpp/grpcpp.h>", true);
        row("db/audit_log.cpp", "#include \"hsm/vault.h\"", false);
        row("db/audit_log.cpp", "#include <sqlite3.h>", true);
        row("fixtures/serial_port.cpp", "#include <sqlite3.h>", false);
        row("fixtures/factory_protocol.cpp", "#include <nlohmann/json.hpp>", false);
        row("fixtures/lock/lock.c", "#include \"cbor.h\"", true);
        row("fixtures/lock/lock.c", "#include \"provisioning/result.h\"", false);
        row("fixtures/lock/lock.c", "#include <openssl/evp.h>", false);
        row("hsm/service/wire.h", "#include \"keyline.pb.h\"", true);
        row("app/keyd/main.cpp", "#include \"keyline.pb.h\"", false);
        row("db/a.cpp", "#include \"sqlite.h\"", false);
        row("app/cli/main.cpp", "#include <p11-kit/pkcs11.h>", false);
        row("app/cli/main.cpp", "#include <QtWidgets/QWidget>", false);
        row("app/station/main.cpp", "#include <QtWidgets/QWidget>", true);
        row("app/cli/main.cpp", "#include \"tests/help.h\"", false);
        row("app/cli/main.cpp", "#include <boost/asio.hpp>", false);
        row("other/a.cpp", "#include \"provisioning/result.h\"", false);
    }

    void objects() {
        QFETCH(QString, path);
        QFETCH(QString, line);
        QFETCH(bool, allowed);
        QCOMPARE(objections(path.toStdString(), "// \n" + line.toStdString() + "\n").empty(), allowed);
    }

    void every_source_keeps_to_the_table() {
        const fs::path root = KEYLINE_SOURCE_DIR;
        const auto sources = sources_below(root);
        QVERIFY(sources.size() > 20);
        std::string all;
        for (const std::string& source : sources) {
            std::ifstream file(root / source);
            const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
            for (const std::string& objection : objections(source, text)) {
                all += "\n  " + objection;
            }
        }
        QVERIFY2(all.empty(), all.c_str());
    }
};

QTEST_GUILESS_MAIN(IncludeTableTest)
#include "include_table_test.moc"
