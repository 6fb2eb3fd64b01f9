// ErrorWords: every error that can come to the screen, in the language of the moment: what happened and what to do.
// Shorter than app/error_text.h, for who stands at the line; a test goes through all codes. Threads: the GUI's.
#pragma once

#include "app/station/models/words.h"

namespace keyline::station {

class ErrorWords {
    Q_DECLARE_TR_FUNCTIONS(keyline::station::ErrorWords)

  public:
    static Told tell(const Error& error);

  private:
    struct Texts {
        const char* what = nullptr; // with {name} for the error's arg of that name, as in app/error_text.cpp
        const char* hint = nullptr;
    };
    static Texts about_numbers(ErrorCode code);
    static Texts about_orders(ErrorCode code);
    static Texts about_claims(ErrorCode code);
    static Texts about_locks(ErrorCode code);
    static Texts about_fixtures(ErrorCode code);
    static Texts about_people(ErrorCode code);
    static Texts about_hsm(ErrorCode code);
    static Texts about_services(ErrorCode code);
    static Texts about_files(ErrorCode code);
};

} // namespace keyline::station
