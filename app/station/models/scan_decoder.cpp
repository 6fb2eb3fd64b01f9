#include "app/station/models/scan_decoder.h"

#include <algorithm>

namespace keyline::station {

Result<ScanDecoder> ScanDecoder::create(app::ScannerSetup setup) {
    auto buffer = SecretBytes::create(characters_max);
    if (!buffer) {
        return buffer.failure();
    }
    return ScanDecoder(std::move(setup), std::move(*buffer));
}

void ScanDecoder::forget() {
    wipe(buffer_.writable());
    size_ = 0;
    text_size_ = 0;
}

bool ScanDecoder::may_begin(char character) const {
    if (!setup_.prefix.empty()) {
        return character == setup_.prefix.front();
    }
    return character > ' ' && character <= '~'; // a space presses the button that has the focus
}

bool ScanDecoder::ends_with_suffix() const {
    const std::string& suffix = setup_.suffix;
    const auto held = buffer_.bytes().first(size_);
    return size_ >= suffix.size() &&
           std::equal(suffix.begin(), suffix.end(), held.end() - static_cast<std::ptrdiff_t>(suffix.size()));
}

// A prefix, or more keys in a row than a hand can do, were a scanner's.
ScanDecoder::Verdict ScanDecoder::end_of_held() const {
    const bool scanners = setup_.prefix.empty() ? size_ >= characters_min : size_ > setup_.prefix.size();
    return scanners ? Verdict::broken : Verdict::typed;
}

ScanDecoder::Verdict ScanDecoder::key(char character, std::chrono::milliseconds at) {
    text_size_ = 0;
    const bool in_time = size_ > 0 && at - last_key_ <= setup_.key_ms_max;
    last_key_ = at;
    if (size_ == 0) {
        return may_begin(character) ? append(character) : Verdict::not_ours;
    }
    if (!in_time) {
        const Verdict before = end_of_held();
        size_ = 0;
        if (before == Verdict::broken) {
            forget();
            return Verdict::broken;
        }
        if (!may_begin(character)) {
            return Verdict::typed;
        }
        (void)append(character);
        return Verdict::typed_then_held;
    }
    return append(character);
}

ScanDecoder::Verdict ScanDecoder::append(char character) {
    if (size_ == characters_max) {
        forget();
        return Verdict::broken;
    }
    buffer_.writable()[size_++] = static_cast<std::uint8_t>(character);
    if (size_ <= setup_.prefix.size() && setup_.prefix[size_ - 1] != character) {
        size_ = 0;
        return Verdict::typed; // not the prefix after all
    }
    if (size_ <= setup_.prefix.size() || !ends_with_suffix()) {
        return Verdict::held;
    }
    const std::size_t text_size = size_ - setup_.prefix.size() - setup_.suffix.size();
    size_ = 0;
    if (text_size < characters_min && setup_.prefix.empty()) {
        return Verdict::typed;
    }
    text_begin_ = setup_.prefix.size();
    text_size_ = text_size;
    return Verdict::complete;
}

ScanDecoder::Verdict ScanDecoder::timed_out() {
    const Verdict verdict = size_ == 0 ? Verdict::not_ours : end_of_held();
    size_ = 0;
    if (verdict == Verdict::broken) {
        forget();
    }
    return verdict;
}

} // namespace keyline::station
