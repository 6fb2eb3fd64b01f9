#include "app/report/unit_report.h"

#include "app/report/unit_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFontMetricsF>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>

namespace keyline::report {

namespace {

constexpr int dots_per_inch = 300;
constexpr double margin_mm = 18;
constexpr const char* report_type = "keyline.returned-unit.v1\n";

QString tr(const char* text) {
    return QCoreApplication::translate("keyline::report", text);
}

struct VerdictLook {
    const char* name;
    const char* text; // as provisioning/verification has it
    QColor colour;    // white stands on each of them
};
// As the station's: told apart by people who see no difference between red and green.
const VerdictLook verdict_looks[] = {
    {"genuine", "genuine and intact", QColor(0x00, 0x5a, 0x8c)},
    {"altered", "genuine, altered", QColor(0xa8, 0x43, 0x00)},
    {"cannot_prove", "known, cannot prove", QColor(0x55, 0x55, 0x55)},
    {"not_ours", "not ours", QColor(0xa8, 0x43, 0x00)},
    {"clone_suspected", "clone suspected", QColor(0x7a, 0x00, 0x3c)},
};

QString sign_of(const QString& result) {
    return result == "right"   ? QString(QChar(0x2713))
           : result == "wrong" ? QString(QChar(0x2717))
                               : QString(QChar(0x2013));
}

class Page {
  public:
    explicit Page(QPdfWriter& writer) : writer_(writer), painter_(&writer), width_(writer.width()) {}

    bool is_open() const { return painter_.isActive(); }

    void text(const QString& text, double points, bool bold = false, const QString& family = "DejaVu Sans") {
        QFont font(family);
        font.setPointSizeF(points);
        font.setBold(bold);
        painter_.setFont(font);
        const QRectF room(0, 0, width_, 1e6);
        const int flags = family == "DejaVu Sans" ? Qt::TextWordWrap : Qt::TextWrapAnywhere; // a note has no words
        const double height = painter_.boundingRect(room, flags, text).height();
        make_room(height);
        painter_.drawText(QRectF(0, at_, width_, height), flags, text);
        at_ += height;
    }

    void verdict(const VerdictLook& look) {
        QFont font("DejaVu Sans");
        font.setPointSizeF(22);
        font.setBold(true);
        painter_.setFont(font);
        const double height = QFontMetricsF(font, &writer_).height() * 1.8;
        make_room(height);
        painter_.fillRect(QRectF(0, at_, width_, height), look.colour);
        painter_.setPen(Qt::white);
        painter_.drawText(QRectF(0, at_, width_, height), Qt::AlignCenter, in_reader_language(look.text).toUpper());
        painter_.setPen(Qt::black);
        at_ += height;
    }

    // Columns by their share of the width; the row is as high as its highest cell.
    void row(const QStringList& cells, const QList<double>& shares, bool bold = false) {
        QFont font("DejaVu Sans");
        font.setPointSizeF(9);
        font.setBold(bold);
        painter_.setFont(font);
        const int flags = Qt::TextWordWrap;
        double height = 0;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const QRectF room(0, 0, width_ * shares[i] - gap(), 1e6);
            height = std::max(height, painter_.boundingRect(room, flags, cells[i]).height());
        }
        make_room(height + gap());
        double left = 0;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            painter_.drawText(QRectF(left, at_, width_ * shares[i] - gap(), height), flags, cells[i]);
            left += width_ * shares[i];
        }
        at_ += height + gap() / 2;
        painter_.setPen(QPen(QColor(0xcc, 0xcc, 0xcc), 2));
        painter_.drawLine(QPointF(0, at_), QPointF(width_, at_));
        painter_.setPen(Qt::black);
        at_ += gap() / 2;
    }

    void space() { at_ += 3 * gap(); }

  private:
    double gap() const { return writer_.logicalDpiY() / 25.4 * 2; } // 2 mm
    void make_room(double height) {
        if (at_ > 0 && at_ + height > writer_.height()) {
            writer_.newPage();
            at_ = 0;
        }
    }

    QPdfWriter& writer_;
    QPainter painter_;
    double width_;
    double at_ = 0;
};

void draw(Page& page, const QJsonObject& report, const QByteArray& note) {
    const auto text = [&](const char* name) {
        const QString value = report[name].toString();
        return value.isEmpty() ? QString(QChar(0x2013)) : value;
    };
    page.text(tr("Verification of a returned unit"), 16, true);
    page.space();
    for (const VerdictLook& look : verdict_looks) {
        if (report["verdict"] == look.name) {
            page.verdict(look);
        }
    }
    page.space();
    const QList<double> facts{0.3, 0.7};
    page.row({tr("Serial number"), text("serial")}, facts, true);
    page.row({tr("Label"), text("label")}, facts);
    page.row({tr("Chip"), text("uid")}, facts);
    page.row({tr("Examined"), QDateTime::fromSecsSinceEpoch(report["time"].toInteger(), Qt::UTC).toString(Qt::ISODate)},
             facts);
    page.row({tr("Station"), text("station") + ", " + text("environment")}, facts);
    page.row({tr("By"), text("operator")}, facts);
    page.space();
    const QList<double> columns{0.06, 0.28, 0.16, 0.5};
    page.row({"", tr("Check"), tr("Result"), tr("Evidence")}, columns, true);
    for (const auto& value : report["checks"].toArray()) {
        const QJsonObject check = value.toObject();
        const QString result = check["result"].toString();
        page.row({sign_of(result), in_reader_language(check["name"].toString()), in_reader_language(result),
                  evidence_of(check)},
                 columns);
    }
    page.space();
    page.text(tr("What is signed is the report that is attached to this document; it says the same. It was signed in "
                 "the key service's HSM. Anybody can check it, without the station:"),
              9);
    page.text("pdfdetach -saveall THIS.pdf; keyline verify-report " + text("serial") + ".report --key log.vkey", 8,
              false, "DejaVu Sans Mono");
    page.space();
    page.text(QString::fromUtf8(note), 6, false, "DejaVu Sans Mono");
}

} // namespace

QString write_unit_report(const QByteArray& note, const QString& path) {
    const auto line_end = note.indexOf('\n', qsizetype(strlen(report_type)));
    const auto json =
        QJsonDocument::fromJson(note.mid(qsizetype(strlen(report_type)), line_end - qsizetype(strlen(report_type))));
    if (!note.startsWith(report_type) || line_end < 0 || !json.isObject()) {
        return "not a report";
    }
    const QJsonObject report = json.object();
    QPdfWriter writer(path);
    writer.setTitle("Keyline: " + report["serial"].toString());
    writer.setCreator("keyline-report");
    writer.setResolution(dots_per_inch);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(margin_mm, margin_mm, margin_mm, margin_mm), QPageLayout::Millimeter);
    writer.addFileAttachment(report["serial"].toString("unit") + ".report", note, "text/plain");
    Page page(writer);
    if (!page.is_open()) {
        return "cannot be written";
    }
    draw(page, report, note);
    return {};
}

} // namespace keyline::report
