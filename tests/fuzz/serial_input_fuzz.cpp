// Any bytes as a scanner, a PLC or a file sends serial numbers: what is taken for one is written and read again the
// same, none is taken twice, and no error shows what a terminal would obey.
#include "app/cli/serial_input.h"
#include "tests/fuzz/require.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <sys/mman.h>
#include <unistd.h>

using namespace keyline;
using namespace keyline::app;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const int file = memfd_create("serials", MFD_CLOEXEC);
    require(file >= 0 && write(file, data, size) == static_cast<ssize_t>(size) && lseek(file, 0, SEEK_SET) == 0);
    std::set<SerialNumber> taken;
    read_serial_stream(file, {}, [&](const Result<SerialNumber>& serial) {
        if (serial) {
            require(taken.insert(*serial).second);
            const auto again = SerialNumber::parse(serial->text());
            require(again && *again == *serial && SerialNumber::from_bytes(serial->bytes()) == *serial);
            return;
        }
        require(!serial.error().arg("line").empty());
        for (const auto& [name, value] : serial.error().args) {
            require(std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; }));
        }
    });
    close(file);
    return 0;
}
