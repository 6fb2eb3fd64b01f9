// ScanDecoder: which keys are a scanner's, and which a person's. A scanner types a text and its suffix; with a prefix
// it is known by that, without one by its speed. Keys that may be a scan's are held back until that is known. What was
// scanned may be a badge: it is kept in locked memory. Threads: the GUI's; times are given, none is read.
#pragma once

#include "app/station_setup.h"
#include "provisioning/secret_bytes.h"

namespace keyline::station {

class ScanDecoder {
  public:
    static constexpr std::size_t characters_max = 128;
    static constexpr std::size_t characters_min = 4; // fewer that come fast: a hand on several keys

    enum class Verdict {
        not_ours,        // for whoever has the focus
        held,            // not known yet: ask again with the next key, or with timed_out()
        complete,        // scanned() has it
        typed,           // what was held was a person's, and so is this key
        typed_then_held, // what was held was a person's; this key is not known yet
        broken,          // a scan without its end, or one that is too long
    };

    static Result<ScanDecoder> create(app::ScannerSetup setup);

    // `character`: of the key; 0 for keys without one.
    Verdict key(char character, std::chrono::milliseconds at);
    // key_ms_max after the last key: held keys were a person's (typed), or the scan broke off (broken).
    Verdict timed_out();
    bool is_holding() const { return size_ > 0; }
    // After complete, until the next key.
    ByteView scanned() const { return buffer_.bytes().subspan(text_begin_, text_size_); }
    std::chrono::milliseconds key_ms_max() const { return setup_.key_ms_max; }
    void forget(); // wiped

  private:
    ScanDecoder(app::ScannerSetup setup, SecretBytes buffer) : setup_(std::move(setup)), buffer_(std::move(buffer)) {}
    bool may_begin(char character) const;
    Verdict end_of_held() const;
    Verdict append(char character);
    bool ends_with_suffix() const;

    app::ScannerSetup setup_;
    SecretBytes buffer_; // what is held, or was scanned
    std::size_t size_ = 0;
    std::size_t text_begin_ = 0;
    std::size_t text_size_ = 0;
    std::chrono::milliseconds last_key_{0};
};

} // namespace keyline::station
