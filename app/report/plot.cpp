#include "app/report/plot.h"

#include <QCoreApplication>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QSvgGenerator>
#include <algorithm>

namespace keyline::report {

namespace {

constexpr int width = 900;
constexpr int row_height = 26;
constexpr int label_width = 260;
constexpr int value_width = 110;
constexpr int png_scale = 2;
const QColor bar_colour(0x00, 0x5a, 0x8c);
const QColor light_colour(0x9c, 0xc3, 0xdb);

QString tr(const char* text) {
    return QCoreApplication::translate("keyline::report", text);
}

struct Bar {
    QString label;
    QList<double> values; // the longest last: drawn behind the others
    QString text;
};
struct Chart {
    QString title;
    QList<Bar> bars;
};

QList<Chart> charts_of(const QJsonObject& statistics) {
    const auto number = [&](const char* name) { return QString::number(statistics[name].toInteger()); };
    Chart yield{tr("First-pass yield"), {}};
    yield.bars.append({tr("%1 passed, %2 at the first attempt").arg(number("passed"), number("passed_at_first")),
                       {statistics["first_pass_yield"].toDouble(), 1.0},
                       QString::number(statistics["first_pass_yield"].toDouble() * 100, 'f', 1) + " %"});
    Chart times{tr("Seconds by step: median, 90 %, 99 %; %1 units per hour")
                    .arg(QString::number(statistics["units_per_hour"].toDouble(), 'f', 0)),
                {}};
    const QJsonObject seconds = statistics["seconds"].toObject();
    for (const char* step : {"issue", "write", "prove", "close", "unit"}) {
        const QJsonObject time = seconds[step].toObject();
        const QList<double> values{time["p50"].toDouble(), time["p90"].toDouble(), time["p99"].toDouble()};
        times.bars.append(
            {step, values,
             QString("%1  %2  %3").arg(values[0], 0, 'f', 2).arg(values[1], 0, 'f', 2).arg(values[2], 0, 'f', 2)});
    }
    Chart causes{tr("What did not pass, by cause"), {}};
    const QJsonObject counts = statistics["causes"].toObject();
    for (auto cause = counts.begin(); cause != counts.end(); ++cause) {
        causes.bars.append({cause.key(), {cause->toDouble()}, QString::number(cause->toInteger())});
    }
    std::stable_sort(causes.bars.begin(), causes.bars.end(),
                     [](const Bar& a, const Bar& b) { return a.values[0] > b.values[0]; });
    return {yield, times, causes};
}

int height_of(const QList<Chart>& charts) {
    int rows = 1;
    for (const Chart& chart : charts) {
        rows += 2 + static_cast<int>(std::max<qsizetype>(chart.bars.size(), 1));
    }
    return rows * row_height;
}

int draw(QPainter& painter, const Chart& chart, int top) {
    QFont font("DejaVu Sans");
    font.setPixelSize(15);
    font.setBold(true);
    painter.setFont(font);
    painter.drawText(QRect(16, top, width - 32, row_height), Qt::AlignVCenter, chart.title);
    font.setBold(false);
    font.setPixelSize(13);
    painter.setFont(font);
    top += row_height;
    double most = 0;
    for (const Bar& bar : chart.bars) {
        most = std::max(most, *std::max_element(bar.values.begin(), bar.values.end()));
    }
    if (chart.bars.isEmpty()) {
        painter.drawText(QRect(32, top, width, row_height), Qt::AlignVCenter, tr("none"));
        return top + 2 * row_height;
    }
    const double room = width - 48 - label_width - value_width;
    for (const Bar& bar : chart.bars) {
        painter.drawText(QRect(32, top, label_width - 16, row_height), Qt::AlignVCenter, bar.label);
        for (auto value = bar.values.rbegin(); value != bar.values.rend(); ++value) {
            const bool front = std::next(value) == bar.values.rend();
            const double length = most > 0 ? room * *value / most : 0;
            const int inset = front ? 6 : 4 + static_cast<int>(std::distance(bar.values.rbegin(), value));
            painter.fillRect(
                QRectF(label_width + 16, top + inset, std::max(length, *value > 0 ? 1.0 : 0.0), row_height - 2 * inset),
                front ? bar_colour : light_colour);
        }
        painter.drawText(QRect(width - value_width - 16, top, value_width, row_height),
                         Qt::AlignVCenter | Qt::AlignRight, bar.text);
        top += row_height;
    }
    return top + row_height;
}

void draw(QPainter& painter, const QList<Chart>& charts) {
    painter.fillRect(QRect(0, 0, width, height_of(charts)), Qt::white);
    painter.setPen(Qt::black);
    int top = row_height / 2;
    for (const Chart& chart : charts) {
        top = draw(painter, chart, top);
    }
}

} // namespace

QString write_plot(const QByteArray& statistics, const QString& path) {
    const auto json = QJsonDocument::fromJson(statistics);
    if (!json.isObject() || !json.object()["seconds"].isObject()) {
        return "not the statistics of keyline audit stats --json";
    }
    const QList<Chart> charts = charts_of(json.object());
    const QSize size(width, height_of(charts));
    if (path.endsWith(".svg")) {
        QSvgGenerator svg;
        svg.setFileName(path);
        svg.setSize(size);
        svg.setViewBox(QRect(QPoint(0, 0), size));
        svg.setTitle("Keyline");
        QPainter painter;
        if (!painter.begin(&svg)) {
            return "cannot be written";
        }
        draw(painter, charts);
        return {};
    }
    if (!path.endsWith(".png")) {
        return "its name ends neither in .svg nor in .png";
    }
    QImage image(size * png_scale, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(png_scale, png_scale);
    draw(painter, charts);
    painter.end();
    return image.save(path, "PNG") ? QString() : "cannot be written";
}

} // namespace keyline::report
