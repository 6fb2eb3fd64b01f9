#include "provisioning/result.h"

#include <cstring>

namespace keyline {

std::string_view text_of(ErrorCode code) {
    switch (code) {
#define KEYLINE_TEXT(enumerator, text, kind)                                                                           \
    case ErrorCode::enumerator:                                                                                        \
        return text;
        KEYLINE_ERROR_CODES(KEYLINE_TEXT)
#undef KEYLINE_TEXT
    }
    return "internal";
}

ErrorCode parse_error_code(std::string_view text) {
#define KEYLINE_PARSE(enumerator, code_text, kind)                                                                     \
    if (text == (code_text)) {                                                                                         \
        return ErrorCode::enumerator;                                                                                  \
    }
    KEYLINE_ERROR_CODES(KEYLINE_PARSE)
#undef KEYLINE_PARSE
    return ErrorCode::internal;
}

ErrorKind kind_of(ErrorCode code) {
    switch (code) {
#define KEYLINE_KIND(enumerator, text, kind)                                                                           \
    case ErrorCode::enumerator:                                                                                        \
        return ErrorKind::kind;
        KEYLINE_ERROR_CODES(KEYLINE_KIND)
#undef KEYLINE_KIND
    }
    return ErrorKind::internal;
}

std::string_view Error::arg(std::string_view name) const {
    for (const auto& [key, value] : args) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

tl::unexpected<Error> fail(ErrorCode code, Error::Args args, std::string cause, SourceLocation where) {
    return tl::unexpected<Error>(Error{code, std::move(args), std::move(cause), where});
}

std::string errno_text(int error_number) {
    const char* name = strerrorname_np(error_number);
    const char* description = strerrordesc_np(error_number);
    return std::string(name != nullptr ? name : "errno") + " (" + (description != nullptr ? description : "?") + ")";
}

} // namespace keyline
