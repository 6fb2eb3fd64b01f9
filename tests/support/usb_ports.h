// USB serial adapters for tests: a directory that looks to libserialport like /sys/class/tty and /dev, in a program
// that has tests/support/usb_ports.c loaded. Each adapter is a pseudo-terminal under the name ttyUSBn.
#pragma once

#include <QDir>
#include <QFile>
#include <QString>
#include <QtGlobal>
#include <unistd.h>

namespace keyline::test {

class UsbPorts {
  public:
    explicit UsbPorts(QString directory) : directory_(std::move(directory)) {
        QDir().mkpath(directory_ + "/class/tty");
        QDir().mkpath(directory_ + "/dev");
    }
    const QString& directory() const { return directory_; } // for KEYLINE_USB_PORTS

    // `terminal`: the pseudo-terminal, or a link to it.
    void plug(const QString& name, const QString& serial, const QString& terminal, const QString& vendor = "0403",
              const QString& product = "6001") const {
        const QString usb = QString("/devices/usb1/1-%1").arg(name);
        const QString tty = usb + "/1-0:1.0/" + name + "/tty/" + name;
        QDir().mkpath(directory_ + tty);
        write(usb + "/busnum", "1");
        write(usb + "/devnum", "7");
        write(usb + "/idVendor", vendor);
        write(usb + "/idProduct", product);
        write(usb + "/product", "UART Bridge");
        write(usb + "/manufacturer", "Keyline tests");
        write(usb + "/serial", serial);
        link("../../../" + name, directory_ + tty + "/device");
        link("../.." + tty, directory_ + "/class/tty/" + name);
        link(terminal, directory_ + "/dev/" + name);
    }
    void unplug(const QString& name) const {
        QFile::remove(directory_ + "/dev/" + name);
        QFile::remove(directory_ + "/class/tty/" + name);
        QDir(directory_ + "/devices/usb1/1-" + name).removeRecursively();
    }

  private:
    void write(const QString& path, const QString& text) const {
        QFile file(directory_ + path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8() + "\n") < 0) {
            qFatal("no adapter: %s", qPrintable(path));
        }
    }
    static void link(const QString& target, const QString& path) {
        if (symlink(qPrintable(target), qPrintable(path)) != 0) {
            qFatal("no link: %s", qPrintable(path));
        }
    }

    QString directory_;
};

} // namespace keyline::test
