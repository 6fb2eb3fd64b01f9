// LineErrors: the errors that an operator meets on the line, in the language of the moment. Others are told in English
// (app/error_text.h). Threads: the GUI's.
#pragma once

#include "app/station/models/words.h"

namespace keyline::station {

class LineErrors {
    Q_DECLARE_TR_FUNCTIONS(keyline::station::LineErrors)

  public:
    // None: not one of these. Without its code.
    static std::optional<Told> find(const Error& error);

  private:
    static std::optional<Told> about_scan(const Error& error);
    static std::optional<Told> about_lock(const Error& error);
    static std::optional<Told> about_station(const Error& error);
};

} // namespace keyline::station
