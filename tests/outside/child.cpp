// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A program for tst_io_process to run, on every system. Does what its arguments say, in their order:
//
//     say=TEXT        prints that, and ends the line
//     read            reads a line; if there is none, and nothing follows, it ends with 1
//     copy            prints what it reads, until that ends
//     close-input     reads nothing more
//     close-output    prints nothing more
//     exit=N          ends with N

#include <cstdio>
#include <cstdlib>
#include <string_view>

#ifdef _WIN32
#    include <fcntl.h>
#    include <io.h>
#endif

namespace {

bool readLine()
{
    int c = 0;
    while ((c = std::getchar()) != EOF) {
        if (c == '\n')
            return true;
    }
    return false;
}

void copy()
{
    char buffer[4096];
    while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, stdin))
        std::fwrite(buffer, 1, size, stdout);
}

} // namespace

int main(int argc, char **argv)
{
#ifdef _WIN32 // the bytes as they are
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
#endif
    int result = 0;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        result = 0;
        if (argument.starts_with("say=")) {
            std::printf("%s\n", argv[i] + 4);
            std::fflush(stdout);
        } else if (argument == "read") {
            result = readLine() ? 0 : 1;
        } else if (argument == "copy") {
            copy();
        } else if (argument == "close-input") {
            std::fclose(stdin);
        } else if (argument == "close-output") {
            std::fclose(stdout);
        } else if (argument.starts_with("exit=")) {
            return std::atoi(argv[i] + 5);
        } else {
            return 127;
        }
    }
    return result;
}
