// A walk over a disk's failures: the same work again and again on a copy of the same files, with the first, the second,
// ... change of a file failing, until all of the work comes to its end.
#pragma once

#include "provisioning/result.h"
#include "tests/support/faulty_vfs.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <functional>

namespace keyline::test {

struct DiskTrouble {
    const char* name;
    std::optional<Fault> fault; // none: the power is cut
    Repeat repeat = Repeat::once;
    PowerCut cut = {};
};

inline const std::vector<DiskTrouble>& disk_troubles() {
    static const std::vector<DiskTrouble> all{
        {"disk full once", Fault::disk_full, Repeat::once},
        {"disk full", Fault::disk_full, Repeat::for_ever},
        {"I/O error once", Fault::io_error, Repeat::once},
        {"I/O errors", Fault::io_error, Repeat::for_ever},
        {"short write once", Fault::short_write, Repeat::once},
        {"power cut, nothing unsynced is left", {}, Repeat::once, {512, {}}},
        {"power cut, some sectors are left", {}, Repeat::once, {512, 1}},
        {"power cut, some large sectors are left", {}, Repeat::once, {4096, 2}},
    };
    return all;
}
// What went wrong, for a walk's answer.
inline QString told(const char* what, const Error& error) {
    return QString("%1: %2 %3 %4")
        .arg(what, QString::fromStdString(std::string(text_of(error.code))),
             QString::fromStdString(std::string(error.arg("reason"))), QString::fromStdString(error.cause));
}

inline void add_disk_troubles() {
    QTest::addColumn<int>("trouble");
    for (std::size_t i = 0; i < disk_troubles().size(); ++i) {
        QTest::newRow(disk_troubles()[i].name) << static_cast<int>(i);
    }
}

// In memory where the system has such a place: the disk is the walk's own, and the machine's may be slow.
inline QString walk_directory() {
    const QString memory = "/dev/shm";
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + "/keyline-XXXXXX";
}

class DiskWalk {
  public:
    static constexpr std::uint64_t operations_max = 5'000; // a walk that never ends is a fault of its own

    // Each: `work` on the faulty disk, everything closed after it, then `check` with the disk whole again.
    // Both say what is wrong, empty: nothing. Answers that, with the operation that failed.
    QString run(const DiskTrouble& trouble, const std::function<void(const std::filesystem::path&)>& prepare,
                const std::function<QString(const std::filesystem::path&)>& work,
                const std::function<QString(const std::filesystem::path&)>& check) {
        const QTemporaryDir prepared(walk_directory());
        prepare(prepared.path().toStdString());
        for (operations_ = 1; operations_ < operations_max; ++operations_) {
            const QTemporaryDir directory(walk_directory());
            const std::filesystem::path path = directory.path().toStdString();
            std::filesystem::copy(prepared.path().toStdString(), path, std::filesystem::copy_options::recursive);
            PowerCut cut = trouble.cut;
            if (cut.seed) {
                cut.seed = *cut.seed * 7'919 + static_cast<std::uint32_t>(operations_);
            }
            trouble.fault ? vfs_.fail_at(operations_, *trouble.fault, trouble.repeat)
                          : vfs_.cut_power_at(operations_, cut);
            const QString worked = work(path);
            const bool struck = vfs_.has_struck();
            trouble.fault ? vfs_.repair() : vfs_.restore_power();
            const QString checked = worked.isEmpty() ? check(path) : worked;
            if (!checked.isEmpty()) {
                return QString("operation %1: %2").arg(operations_).arg(checked);
            }
            if (!struck) {
                return {};
            }
        }
        return "the work never comes to its end";
    }
    std::uint64_t operations() const { return operations_; }

  private:
    FaultyVfs vfs_;
    std::uint64_t operations_ = 0;
};

} // namespace keyline::test
