#include "app/exit_code.h"

#include <array>

namespace keyline::app {

ExitCode exit_code_of(const Error& error) {
    switch (kind_of(error.code)) {
    case ErrorKind::unit:
        return ExitCode::unit_failed;
    case ErrorKind::usage:
        return ExitCode::usage;
    case ErrorKind::input:
        return ExitCode::input;
    case ErrorKind::quarantine:
        return ExitCode::quarantine;
    case ErrorKind::key_service:
    case ErrorKind::internal:
        return ExitCode::key_service;
    case ErrorKind::fixture:
        return ExitCode::fixture;
    case ErrorKind::audit:
        return ExitCode::audit;
    case ErrorKind::refused:
        return ExitCode::refused;
    case ErrorKind::stopped:
        return ExitCode::stopped;
    }
    return ExitCode::key_service;
}

ExitCode most_serious(const std::set<ExitCode>& codes) {
    constexpr std::array order{ExitCode::audit,      ExitCode::key_service, ExitCode::fixture,
                               ExitCode::refused,    ExitCode::input,       ExitCode::usage,
                               ExitCode::quarantine, ExitCode::unit_failed, ExitCode::stopped};
    for (const ExitCode code : order) {
        if (codes.contains(code)) {
            return code;
        }
    }
    return ExitCode::success;
}

} // namespace keyline::app
