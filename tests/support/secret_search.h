// Looks for the bytes of secrets where they must not be: in files, and in what programs printed.
#pragma once

#include <QByteArray>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QStringList>

namespace keyline::test {

class SecretSearch {
  public:
    // As it is, in hex and in Base64.
    void add(const QString& name, const QByteArray& secret) {
        if (secret.isEmpty()) {
            qFatal("no secret to look for: %s", qPrintable(name));
        }
        needles_[name] = secret;
        needles_[name + " in hex"] = secret.toHex();
        needles_[name + " in Base64"] = secret.toBase64(QByteArray::OmitTrailingEquals);
    }
    // Six digits stand in long numbers and digests by chance: only where no hex digit is beside them.
    void add_digits(const QString& name, const QByteArray& digits) { digits_[name] = digits; }

    // What was found, a line each.
    QStringList in(const QByteArray& text, const QString& where) const {
        QStringList found;
        for (auto needle = needles_.begin(); needle != needles_.end(); ++needle) {
            if (text.contains(needle.value())) {
                found << needle.key() + ": " + where;
            }
        }
        for (auto digits = digits_.begin(); digits != digits_.end(); ++digits) {
            for (auto at = text.indexOf(digits.value()); at >= 0; at = text.indexOf(digits.value(), at + 1)) {
                if (stands_alone(text, at, digits.value().size())) {
                    found << digits.key() + ": " + where;
                    break;
                }
            }
        }
        return found;
    }
    // All files below; those whose path ends in one of `but` may have it.
    QStringList below(const QString& directory, const QStringList& but = {}) {
        QStringList found;
        QDirIterator files(directory, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            QFile file(path);
            const bool excepted =
                std::any_of(but.begin(), but.end(), [&](const QString& end) { return path.endsWith(end); });
            if (!excepted && file.open(QIODevice::ReadOnly)) {
                found << in(file.readAll(), path);
                ++files_;
            }
        }
        return found;
    }
    int files() const { return files_; } // how many were looked through

  private:
    static bool is_hex(const QByteArray& text, qsizetype at) {
        return at >= 0 && at < text.size() && std::isxdigit(static_cast<unsigned char>(text[at])) != 0;
    }
    static bool stands_alone(const QByteArray& text, qsizetype at, qsizetype size) {
        return !is_hex(text, at - 1) && !is_hex(text, at + size);
    }

    QMap<QString, QByteArray> needles_;
    QMap<QString, QByteArray> digits_;
    int files_ = 0;
};

} // namespace keyline::test
