// A picture with 256 colours: its most frequent ones, and for each other the nearest of them. A fifth of the bytes,
// and nobody sees a difference in flat colours. Threads: any.
#pragma once

#include <QImage>

namespace keyline::test {

QImage with_few_colours(const QImage& picture);

} // namespace keyline::test
