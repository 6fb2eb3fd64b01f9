#include "app/report/label.h"

#include <QFont>
#include <QFontMetricsF>
#include <QList>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <memory>
#include <optional>
#include <zint.h>

namespace keyline::report {

namespace {

constexpr double mm_per_inch = 25.4;
constexpr int dots_per_inch = 1'200; // of the page's coordinates; the PDF has no pixels
constexpr double margin_mm = 2;
constexpr double text_height_mm = 3.2;
constexpr qsizetype text_characters_max = 64;

struct Symbol {
    QList<QRectF> bars;
    QSizeF size;
};

// None: the text cannot be encoded.
std::optional<Symbol> data_matrix(const QByteArray& text) {
    const std::unique_ptr<zint_symbol, decltype(&ZBarcode_Delete)> symbol(ZBarcode_Create(), &ZBarcode_Delete);
    if (!symbol) {
        return std::nullopt;
    }
    symbol->symbology = BARCODE_DATAMATRIX;
    symbol->option_3 = DM_SQUARE;
    symbol->show_hrt = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.constData());
    if (ZBarcode_Encode_and_Buffer_Vector(symbol.get(), bytes, static_cast<int>(text.size()), 0) >= ZINT_ERROR ||
        symbol->vector == nullptr) {
        return std::nullopt;
    }
    Symbol read{{}, {symbol->vector->width, symbol->vector->height}};
    for (const zint_vector_rect* bar = symbol->vector->rectangles; bar != nullptr; bar = bar->next) {
        read.bars.append({bar->x, bar->y, bar->width, bar->height});
    }
    return read;
}

} // namespace

QString write_label(const QByteArray& input, const QSizeF& size_mm, const QString& path) {
    const QByteArray text = input.trimmed();
    if (size_mm.width() < 2 * margin_mm + text_height_mm || size_mm.height() < 2 * margin_mm + 2 * text_height_mm) {
        return "this is no label's size";
    }
    const auto symbol = text.size() > text_characters_max ? std::nullopt : data_matrix(text);
    if (!symbol) {
        return "this text is not for a label";
    }
    QPdfWriter pdf(path);
    pdf.setResolution(dots_per_inch);
    pdf.setTitle(QString::fromLatin1(text));
    pdf.setCreator("Keyline");
    pdf.setPageLayout(QPageLayout(QPageSize(size_mm, QPageSize::Millimeter, {}, QPageSize::ExactMatch),
                                  QPageLayout::Portrait, QMarginsF()));
    QPainter painter;
    if (!painter.begin(&pdf)) {
        return "cannot be written";
    }
    const double dots_per_mm = dots_per_inch / mm_per_inch;
    painter.scale(dots_per_mm, dots_per_mm); // millimetres from here
    const double side = size_mm.height() - 2 * margin_mm - text_height_mm;
    const double module = side / symbol->size.height();
    for (const QRectF& bar : symbol->bars) {
        painter.fillRect(QRectF(margin_mm + bar.x() * module, margin_mm + bar.y() * module, bar.width() * module,
                                bar.height() * module),
                         Qt::black);
    }
    QFont font("DejaVu Sans Mono");
    font.setPixelSize(100); // in millimetres a font would be too small to be measured
    const double needed = QFontMetricsF(font).horizontalAdvance(QString::fromLatin1(text));
    const double scale = std::min(text_height_mm / 118, (size_mm.width() - 2 * margin_mm) / needed);
    painter.translate(margin_mm, size_mm.height() - margin_mm);
    painter.scale(scale, scale);
    painter.setFont(font);
    painter.drawText(QPointF(0, 0), QString::fromLatin1(text));
    return painter.end() ? QString() : "cannot be written";
}

} // namespace keyline::report
