#include "app/station/tiles/plot_view.h"

#include "app/report/plot.h"
#include "app/station/models/words.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QPainter>

namespace keyline::station {

PlotView::PlotView(const Looks& looks, QWidget* parent) : QWidget(parent), looks_(looks) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&looks, &Looks::changed, this, qOverload<>(&QWidget::update));
}

void PlotView::show_statistics(const QByteArray& json) {
    statistics_ = json;
    const QJsonObject figures = QJsonDocument::fromJson(json).object();
    setAccessibleName(tr("Statistics"));
    setAccessibleDescription(tr("Passed %1, first-pass yield %2 %")
                                 .arg(QLocale().toString(figures["passed"].toInteger()),
                                      QLocale().toString(figures["first_pass_yield"].toDouble() * 100, 'f', 1)));
    updateGeometry();
    update();
}

int PlotView::heightForWidth(int width) const {
    return report::plot_height(statistics_) * width / report::plot_width;
}

// In Arabic too its bars grow to the right, as its figures do.
void PlotView::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = looks_.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.palette.color(QPalette::Window));
    const int height = report::plot_height(statistics_);
    if (height == 0) {
        return;
    }
    const double scale =
        std::min(static_cast<double>(width()) / report::plot_width, static_cast<double>(this->height()) / height);
    painter.scale(scale, scale);
    painter.setRenderHint(QPainter::Antialiasing);
    report::PlotLook look;
    look.paper = theme.palette.color(QPalette::Window);
    look.ink = theme.palette.color(QPalette::WindowText);
    look.bar = theme.accent;
    look.light_bar = theme.track;
    look.font.clear();
    look.cause = [](const QString& code) {
        const ErrorCode known = parse_error_code(code.toStdString());
        return known == ErrorCode::internal && code != "internal" ? code : Words::error({known, {}, {}, {}}).what;
    };
    report::draw_plot(painter, statistics_, look);
}

} // namespace keyline::station
