#include "provisioning/ports/administration.h"

namespace keyline {

std::string_view text_of(RequestState state) {
    switch (state) {
#define KEYLINE_TEXT(enumerator, text)                                                                                 \
    case RequestState::enumerator:                                                                                     \
        return text;
        KEYLINE_REQUEST_STATES(KEYLINE_TEXT)
#undef KEYLINE_TEXT
    }
    return "pending";
}

Result<RequestState> parse_request_state(std::string_view text) {
#define KEYLINE_PARSE(enumerator, state_text)                                                                          \
    if (text == (state_text)) {                                                                                        \
        return RequestState::enumerator;                                                                               \
    }
    KEYLINE_REQUEST_STATES(KEYLINE_PARSE)
#undef KEYLINE_PARSE
    return fail(ErrorCode::value_malformed, {{"value", "request state"}, {"reason", "there is no such state"}});
}

} // namespace keyline
