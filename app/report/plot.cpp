#include "app/report/plot.h"

#include <QCoreApplication>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QPainter>
#include <QSvgGenerator>
#include <algorithm>

namespace keyline::report {

namespace {

constexpr int width = plot_width;
constexpr int row_height = 26;
constexpr int label_width = 260;
constexpr int value_width = 110;
constexpr int png_scale = 2;
constexpr int font_pixels = 13;
constexpr int font_pixels_min = 8;

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

QString step_name(const QString& step) {
    return step == "issue"   ? tr("issue")
           : step == "write" ? tr("write")
           : step == "prove" ? tr("prove")
           : step == "close" ? tr("close")
                             : tr("whole unit");
}

QList<Chart> charts_of(const QJsonObject& statistics, const PlotLook& look) {
    const QLocale locale; // the reader's
    const auto number = [&](const char* name) { return locale.toString(statistics[name].toInteger()); };
    Chart yield{tr("First-pass yield"), {}};
    yield.bars.append({tr("%1 passed, %2 at the first attempt").arg(number("passed"), number("passed_at_first")),
                       {statistics["first_pass_yield"].toDouble(), 1.0},
                       locale.toString(statistics["first_pass_yield"].toDouble() * 100, 'f', 1) + " %"});
    Chart times{tr("Seconds by step: median, 90 %, 99 %; %1 units per hour")
                    .arg(locale.toString(statistics["units_per_hour"].toDouble(), 'f', 0)),
                {}};
    const QJsonObject seconds = statistics["seconds"].toObject();
    for (const char* step : {"issue", "write", "prove", "close", "unit"}) {
        const QJsonObject time = seconds[step].toObject();
        const QList<double> values{time["p50"].toDouble(), time["p90"].toDouble(), time["p99"].toDouble()};
        QStringList texts;
        for (const double value : values) {
            texts << locale.toString(value, 'f', 2);
        }
        times.bars.append({step_name(step), values, texts.join("  ")});
    }
    Chart causes{tr("What did not pass, by cause"), {}};
    const QJsonObject counts = statistics["causes"].toObject();
    for (auto cause = counts.begin(); cause != counts.end(); ++cause) {
        causes.bars.append({look.cause ? look.cause(cause.key()) : cause.key(),
                            {cause->toDouble()},
                            locale.toString(cause->toInteger())});
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

// As large as it fits.
void draw_label(QPainter& painter, const QRect& place, const QString& text, int align, QFont font) {
    int pixels = font_pixels;
    do {
        font.setPixelSize(pixels--);
    } while (pixels >= font_pixels_min && QFontMetrics(font).horizontalAdvance(text) > place.width());
    painter.setFont(font);
    painter.drawText(place, align, text);
}

int draw(QPainter& painter, const Chart& chart, int top, const PlotLook& look) {
    QFont font = look.font.isEmpty() ? QFont() : QFont(look.font);
    font.setPixelSize(15);
    font.setBold(true);
    painter.setFont(font);
    painter.drawText(QRect(16, top, width - 32, row_height), Qt::AlignVCenter, chart.title);
    font.setBold(false);
    font.setPixelSize(font_pixels);
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
        draw_label(painter, QRect(32, top, label_width - 24, row_height), bar.label, Qt::AlignVCenter, font);
        for (auto value = bar.values.rbegin(); value != bar.values.rend(); ++value) {
            const bool front = std::next(value) == bar.values.rend();
            const double length = most > 0 ? room * *value / most : 0;
            const int inset = front ? 6 : 4 + static_cast<int>(std::distance(bar.values.rbegin(), value));
            painter.fillRect(
                QRectF(label_width + 16, top + inset, std::max(length, *value > 0 ? 1.0 : 0.0), row_height - 2 * inset),
                front ? look.bar : look.light_bar);
        }
        draw_label(painter, QRect(width - value_width - 16, top, value_width, row_height), bar.text,
                   Qt::AlignVCenter | Qt::AlignRight, font);
        top += row_height;
    }
    return top + row_height;
}

void draw(QPainter& painter, const QList<Chart>& charts, const PlotLook& look) {
    painter.fillRect(QRect(0, 0, width, height_of(charts)), look.paper);
    painter.setPen(look.ink);
    int top = row_height / 2;
    for (const Chart& chart : charts) {
        top = draw(painter, chart, top, look);
    }
}

QJsonObject statistics_in(const QByteArray& text) {
    const auto json = QJsonDocument::fromJson(text);
    return json.isObject() && json.object()["seconds"].isObject() ? json.object() : QJsonObject();
}

} // namespace

int plot_height(const QByteArray& statistics) {
    const QJsonObject json = statistics_in(statistics);
    return json.isEmpty() ? 0 : height_of(charts_of(json, {}));
}

void draw_plot(QPainter& painter, const QByteArray& statistics, const PlotLook& look) {
    if (const QJsonObject json = statistics_in(statistics); !json.isEmpty()) {
        draw(painter, charts_of(json, look), look);
    }
}

QString write_plot(const QByteArray& statistics, const QString& path) {
    const QJsonObject json = statistics_in(statistics);
    if (json.isEmpty()) {
        return "not the statistics of keyline audit stats --json";
    }
    const QList<Chart> charts = charts_of(json, {});
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
        draw(painter, charts, {});
        return {};
    }
    if (!path.endsWith(".png")) {
        return "its name ends neither in .svg nor in .png";
    }
    QImage image(size * png_scale, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(png_scale, png_scale);
    draw(painter, charts, {});
    painter.end();
    return image.save(path, "PNG") ? QString() : "cannot be written";
}

} // namespace keyline::report
