#include "tests/screenshots/few_colours.h"

#include <QHash>
#include <algorithm>

namespace keyline::test {

namespace {

constexpr qsizetype colours_max = 256;

int distance(QRgb a, QRgb b) {
    const int red = qRed(a) - qRed(b);
    const int green = qGreen(a) - qGreen(b);
    const int blue = qBlue(a) - qBlue(b);
    return 2 * red * red + 4 * green * green + 3 * blue * blue; // about as eyes weigh them
}

QList<QRgb> most_frequent(const QImage& picture) {
    QHash<QRgb, int> counts;
    for (int y = 0; y < picture.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
        for (int x = 0; x < picture.width(); ++x) {
            ++counts[line[x]];
        }
    }
    QList<QRgb> colours = counts.keys();
    std::sort(colours.begin(), colours.end(),
              [&](QRgb a, QRgb b) { return std::pair(-counts[a], a) < std::pair(-counts[b], b); });
    colours.resize(std::min(colours.size(), colours_max));
    return colours;
}

} // namespace

QImage with_few_colours(const QImage& picture) {
    const QImage all = picture.convertToFormat(QImage::Format_RGB32);
    const QList<QRgb> colours = most_frequent(all);
    QHash<QRgb, uchar> nearest;
    QImage few(all.size(), QImage::Format_Indexed8);
    few.setColorTable(colours);
    for (int y = 0; y < all.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(all.constScanLine(y));
        uchar* out = few.scanLine(y);
        for (int x = 0; x < all.width(); ++x) {
            auto known = nearest.find(line[x]);
            if (known == nearest.end()) {
                const auto best = std::min_element(colours.begin(), colours.end(), [&](QRgb a, QRgb b) {
                    return distance(a, line[x]) < distance(b, line[x]);
                });
                known = nearest.insert(line[x], static_cast<uchar>(best - colours.begin()));
            }
            out[x] = *known;
        }
    }
    return few;
}

} // namespace keyline::test
