// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Where a compiler has no libFuzzer: gives a fuzz target each file of a folder, and bytes that differ a little from it.
//
//     fuzz_x FOLDER VARIANTS [SEED]

#include "fuzz.h"

#include <QtCore/qdiriterator.h>
#include <QtCore/qfile.h>

#include <random>
#include <vector>

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes changed(Bytes bytes, std::mt19937 &random)
{
    const auto below = [&random](std::size_t limit) { return std::size_t(random() % limit); };
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
        const std::size_t at = below(bytes.size() + 1);
        const auto place = bytes.begin() + std::ptrdiff_t(at);
        if (at == bytes.size() || below(3) == 0)
            bytes.insert(place, std::uint8_t(random()));
        else if (below(2) == 0)
            bytes.erase(place);
        else
            *place = std::uint8_t(random());
    }
    return bytes;
}

} // namespace

int main(int argc, char **argv)
{
    fuzz::require(argc >= 3, "usage: fuzz_x FOLDER VARIANTS [SEED]");
    const QString folder = QDir(QString::fromLocal8Bit(argv[1])).canonicalPath(); // on Windows, with its drive
    const int variants = std::atoi(argv[2]);
    const unsigned seed = argc > 3 ? unsigned(std::atoi(argv[3])) : 1U;
    LLVMFuzzerInitialize(&argc, &argv);
    int files = 0;
    for (QDirIterator it(folder, QDir::Files); it.hasNext(); ++files) {
        QFile file(it.next());
        fuzz::require(file.open(QIODevice::ReadOnly), "the file can be read");
        const QByteArray content = file.readAll();
        const Bytes bytes(content.begin(), content.end());
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
        std::mt19937 random(seed);
        for (int i = 0; i < variants; ++i) {
            const Bytes variant = changed(bytes, random);
            LLVMFuzzerTestOneInput(variant.data(), variant.size());
        }
    }
    fuzz::require(files > 0, "the folder has files");
    std::printf("%d files, and %d variants of each, from seed %u\n", files, variants, seed);
    return 0;
}
