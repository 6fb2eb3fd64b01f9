// ErrorWords: every error that can come to the screen, in the language of the moment: what happened and what to do.
// Shorter than app/error_text.h, for who stands at the line; a test goes through all codes. Threads: the GUI's.
#pragma once

#include "app/station/models/words.h"

namespace keyline::station {

class ErrorWords {
    Q_DECLARE_TR_FUNCTIONS(keyline::station::ErrorWords)

  public:
    static Told tell(const Error& error);
};

} // namespace keyline::station
