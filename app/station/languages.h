// Languages: what the screen can speak, switched while it runs. The texts are translations/*.ts, compiled in.
// Threads: the GUI's.
#pragma once

#include <QObject>
#include <QTranslator>
#include <vector>

namespace keyline::station {

struct Language {
    QString code;     // "de"
    QString own_name; // as its speakers write it
};

class Languages final : public QObject {
    Q_OBJECT

  public:
    explicit Languages(QObject* parent = nullptr) : QObject(parent) {}

    static const std::vector<Language>& all(); // English first; Arabic is a trial of right-to-left
    // Empty: the system's, where it is one of ours. An unknown one is English.
    void choose(const QString& code);
    const QString& current() const { return current_; }

  private:
    QTranslator texts_;
    QTranslator report_texts_; // app/report
    QString current_ = "en";
};

} // namespace keyline::station
