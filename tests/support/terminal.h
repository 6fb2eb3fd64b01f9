// A program on a terminal of its own, as a person has it. Threads: one.
#pragma once

#include <QByteArray>
#include <QStringList>
#include <array>
#include <chrono>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vector>

namespace keyline::test {

class TerminalProgram {
  public:
    static constexpr int answer_ms_max = 60'000;

    TerminalProgram(const QString& program, const QStringList& arguments) {
        std::vector<QByteArray> texts{program.toLocal8Bit()};
        for (const QString& argument : arguments) {
            texts.push_back(argument.toLocal8Bit());
        }
        std::vector<char*> argv;
        for (QByteArray& text : texts) {
            argv.push_back(text.data());
        }
        argv.push_back(nullptr);
        pid_ = forkpty(&master_, nullptr, nullptr, nullptr);
        if (pid_ == 0) {
            execv(argv[0], argv.data());
            _exit(127);
        }
    }
    TerminalProgram(const TerminalProgram&) = delete;
    TerminalProgram& operator=(const TerminalProgram&) = delete;
    ~TerminalProgram() {
        close(master_); // SIGHUP
        if (pid_ > 0) {
            waitpid(pid_, nullptr, 0);
        }
    }

    // Reads until this was shown, since the last time. False: it was not, and will not be.
    bool shows(const QByteArray& text) {
        while (screen_.indexOf(text, seen_) < 0) {
            if (!read_more()) {
                return false;
            }
        }
        seen_ = screen_.indexOf(text, seen_) + text.size();
        return true;
    }
    void type(const QByteArray& text) const {
        if (write(master_, text.constData(), static_cast<std::size_t>(text.size())) != text.size()) {
            qFatal("the terminal takes nothing");
        }
    }
    bool echoes() const {
        termios now{};
        return tcgetattr(master_, &now) == 0 && (now.c_lflag & ECHO) != 0 && (now.c_lflag & ISIG) != 0;
    }
    // To its end; -1: by a signal.
    int exit_code() {
        while (read_more()) {
        }
        int status = 0;
        waitpid(pid_, &status, 0);
        pid_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    const QByteArray& screen() const { return screen_; }
    pid_t pid() const { return pid_; }

  private:
    bool read_more() {
        pollfd waited{master_, POLLIN, 0};
        std::array<char, 4'096> part{};
        if (poll(&waited, 1, answer_ms_max) <= 0) {
            return false;
        }
        const ssize_t got = read(master_, part.data(), part.size()); // EIO: nobody has the other side any more
        screen_.append(part.data(), std::max<ssize_t>(got, 0));
        return got > 0;
    }

    int master_ = -1;
    pid_t pid_ = -1;
    QByteArray screen_;
    qsizetype seen_ = 0;
};

} // namespace keyline::test
