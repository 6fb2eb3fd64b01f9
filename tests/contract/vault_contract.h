// What every Vault does, whatever the module. An adapter's test derives from this and says how to make vaults over a
// token whose first Kg has the value kg(), and whose second has second_kg(). Source: spec/lock-formats.md;
// provisioning/ports/vault.h.
#pragma once

#include "provisioning/ports/vault.h"

#include <QtTest>
#include <functional>
#include <memory>

namespace keyline {

class VaultContract : public QObject {
    Q_OBJECT

  protected:
    virtual Result<std::unique_ptr<Vault>> make_vault() = 0;
    virtual Bytes kg() const = 0;
    virtual Bytes second_kg() const = 0;

  private slots:
    void init();
    void cleanup() { vault_.reset(); }
    void mints_tokens_that_a_lock_accepts();
    void never_mints_the_same_pek_twice();
    void remakes_a_token_byte_for_byte();
    void wraps_under_the_kg_that_is_asked_for();
    void accepts_the_locks_answer_to_a_challenge();
    void refuses_any_flipped_byte_of_the_answer();
    void refuses_another_units_answer();
    void knows_a_damaged_escrow();
    void works_on_after_a_damaged_escrow();
    void makes_tables_of_the_size_asked_for();
    void opens_what_it_sealed();
    void knows_a_seal_that_was_tampered_with();
    void does_not_open_another_profiles_table();
    void keeps_a_persons_secret();
    void names_secrets_by_a_keyed_digest();
    void serves_several_workers_at_once();

  private:
    Bytes capture_response(const MintedToken& minted, const Challenge& challenge) const;
    std::unique_ptr<Vault> vault_;
};

} // namespace keyline
