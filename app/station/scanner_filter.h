// ScannerFilter: the one place where keys come in. It sees every key of the whole window first, takes a scanner's, and
// gives a person's on. Enter never presses the button that has the focus. Threads: the GUI's.
#pragma once

#include "app/station/models/scan_decoder.h"

#include <QElapsedTimer>
#include <QKeyEvent>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <memory>
#include <vector>

namespace keyline::station {

class ScannerFilter final : public QObject {
    Q_OBJECT

  public:
    // Installs itself on the application.
    ScannerFilter(ScanDecoder decoder, QObject* parent);

    bool eventFilter(QObject* watched, QEvent* event) override;

  signals:
    // While it is told, `text` is in locked memory; afterwards it is wiped.
    void scanned(keyline::ByteView text);
    void broken();  // a scan that did not end, or was too long
    void touched(); // a person, or a scanner, was there

  private:
    struct HeldKey {
        QPointer<QObject> receiver;
        std::unique_ptr<QKeyEvent> press;
    };

    bool take(QObject* receiver, QKeyEvent& key);
    void hold(QObject* receiver, const QKeyEvent& key);
    void give_back();
    void complete();
    static bool would_press_button(QObject* receiver, const QKeyEvent& key);

    ScanDecoder decoder_;
    std::vector<HeldKey> held_;
    QTimer timer_;
    QElapsedTimer clock_;
    bool giving_back_ = false;
};

} // namespace keyline::station
