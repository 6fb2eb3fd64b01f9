#include "db/merkle.h"

#include <QTest>
#include <numeric>

using namespace keyline;
using namespace keyline::db;

namespace {
// The leaves and roots that Certificate Transparency's own tests use (google/certificate-transparency,
// merkletree/merkle_tree_test.cc).
const char* const ct_leaves[] = {
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
const char* const ct_roots[] = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

class Leaves : public MerkleNodes {
  public:
    std::vector<Hash> hashes;
    Result<Hash> node(unsigned level, std::uint64_t index) override {
        if (level == 0) {
            return hashes.at(index);
        }
        return node_hash(*node(level - 1, index * 2), *node(level - 1, index * 2 + 1));
    }
};

Leaves ct_tree() {
    Leaves leaves;
    for (const char* leaf : ct_leaves) {
        leaves.hashes.push_back(leaf_hash(*from_hex(leaf)));
    }
    return leaves;
}

std::vector<std::string> hex_of(const std::vector<Hash>& proof) {
    std::vector<std::string> texts;
    for (const Hash& hash : proof) {
        texts.push_back(to_hex(hash));
    }
    return texts;
}
} // namespace

class MerkleTest : public QObject {
    Q_OBJECT
  private slots:
    void roots_are_those_of_certificate_transparency() {
        Leaves leaves = ct_tree();
        Frontier frontier;
        QCOMPARE(to_hex(frontier.root()),
                 std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        for (std::size_t i = 0; i < leaves.hashes.size(); ++i) {
            QVERIFY(frontier.append(leaves.hashes[i], [&](unsigned level, std::uint64_t index, const Hash& hash) {
                return hash == *leaves.node(level, index) ? Status{} : Status(fail(ErrorCode::internal));
            }));
            QCOMPARE(to_hex(frontier.root()), std::string(ct_roots[i]));
            QCOMPARE(to_hex(*tree_root(leaves, i + 1)), std::string(ct_roots[i]));
        }
    }

    void proofs_are_those_of_certificate_transparency() {
        Leaves leaves = ct_tree();
        const std::vector<std::string> of_leaf_5{"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                                                 "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                                 "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"};
        QCOMPARE(hex_of(*inclusion_proof(leaves, 5, 8)), of_leaf_5);
        const std::vector<std::string> from_6_to_8{"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                                                   "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                                   "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"};
        QCOMPARE(hex_of(*consistency_proof(leaves, 6, 8)), from_6_to_8);
    }

    void every_proof_of_a_small_tree_holds_and_no_other() {
        Leaves leaves;
        for (std::uint8_t i = 0; i < 33; ++i) {
            leaves.hashes.push_back(leaf_hash(Bytes{i}));
        }
        for (std::uint64_t size = 1; size <= leaves.hashes.size(); ++size) {
            const Hash root = *tree_root(leaves, size);
            for (std::uint64_t i = 0; i < size; ++i) {
                const auto proof = *inclusion_proof(leaves, i, size);
                QVERIFY(inclusion_holds(leaves.hashes[i], i, size, proof, root));
                QVERIFY(!inclusion_holds(leaves.hashes[(i + 1) % 33], i, size, proof, root));
                QVERIFY(!inclusion_holds(leaves.hashes[i], i + 1, size, proof, root));
                auto longer = proof;
                longer.push_back(root);
                QVERIFY(!inclusion_holds(leaves.hashes[i], i, size, longer, root));

                const auto consistent = *consistency_proof(leaves, i + 1, size);
                const Hash old_root = *tree_root(leaves, i + 1);
                QVERIFY(consistency_holds(i + 1, old_root, size, root, consistent));
                QVERIFY(!consistency_holds(i + 1, leaves.hashes[i == 0 ? 1 : i], size, root, consistent));
                QVERIFY(!consistency_holds(i + 1, old_root, size, leaf_hash(root), consistent));
            }
        }
        QVERIFY(!inclusion_proof(leaves, 3, 3));
        QVERIFY(!consistency_proof(leaves, 0, 3));
        QVERIFY(!consistency_proof(leaves, 4, 3));
    }

    void a_frontier_comes_back_from_its_bytes() {
        const auto ignore = [](unsigned, std::uint64_t, const Hash&) { return Status{}; };
        Frontier frontier;
        for (std::uint8_t i = 0; i < 21; ++i) {
            auto stored = Frontier::from_bytes(frontier.size(), frontier.bytes());
            QVERIFY(stored);
            QCOMPARE(stored->root(), frontier.root());
            QVERIFY(frontier.append(leaf_hash(Bytes{i}), ignore));
            QVERIFY(stored->append(leaf_hash(Bytes{i}), ignore));
            QCOMPARE(stored->root(), frontier.root());
        }
        QVERIFY(!Frontier::from_bytes(frontier.size() - 1, frontier.bytes())); // 20: as many ones less one
        QVERIFY(!Frontier::from_bytes(~std::uint64_t{0}, Bytes(64 * 32)));
    }
};

QTEST_GUILESS_MAIN(MerkleTest)
#include "merkle_test.moc"
