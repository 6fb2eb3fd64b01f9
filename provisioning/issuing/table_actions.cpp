#include "provisioning/issuing/keep_table.h"

#include <bitset>
#include <charconv>

namespace keyline {

namespace {

// Of 256 random bytes about 162 values are different ones, and fewer than this practically never.
constexpr std::size_t different_bytes_min = 96;

tl::unexpected<Error> invalid(std::string reason) {
    return fail(ErrorCode::table_invalid, {{"reason", std::move(reason)}});
}

Result<std::uint64_t> number(const Action& action, std::string_view name, std::uint64_t default_value) {
    const std::string_view text = action.arg(name);
    std::uint64_t value = default_value;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!text.empty() && (error != std::errc() || end != text.data() + text.size())) {
        return invalid(std::string(name) + " must be a number");
    }
    return value;
}

// A person's mistake: a picture, a text, a file of zeros.
Status check_random(const SubstitutionTable& table) {
    std::bitset<256> seen;
    for (const std::uint8_t byte : table.bytes()) {
        seen.set(byte);
    }
    return seen.count() < different_bytes_min ? Status(invalid("its bytes are not random")) : Status();
}

Status check_new(RegistryTransaction& transaction, Vault& vault, const ProfileName& profile,
                 const SubstitutionTable& table) {
    const auto digest = vault.keyed_digest(table.bytes());
    const auto others = transaction.tables().list();
    if (!digest || !others) {
        return digest ? Status(others.failure()) : Status(digest.failure());
    }
    for (const TableRecord& other : *others) {
        if (other.digest == *digest) {
            return invalid("it is version " + std::to_string(other.version) + " of " + other.profile.text() +
                           (other.profile == profile ? " already" : ": each product has its own"));
        }
    }
    return {};
}

Result<ActionDone> keep(RegistryTransaction& transaction, const Action& action, const ActionContext& context,
                        const SubstitutionTable& table, TableOrigin origin) {
    auto profile = ProfileName::parse(action.arg("profile"));
    if (!profile) {
        return profile.failure();
    }
    if (auto fresh = check_new(transaction, context.vault, *profile, table); !fresh) {
        return fresh.failure();
    }
    auto record = keep_table(transaction, context.vault, *profile, table, origin,
                             {context.author.name.text(), context.now_unix_s});
    if (!record) {
        return record.failure();
    }
    const Error::Args details = table_details(*record);
    const char* event = origin == TableOrigin::made ? "table.created" : "table.imported";
    auto recorded = transaction.record(event_of(event, action, context, details));
    return recorded ? Result<ActionDone>(ActionDone{details}) : recorded.failure();
}

Result<ActionDone> create(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    const auto size_bytes = number(action, "size", SubstitutionTable::size_bytes_default);
    auto table = size_bytes ? context.vault.make_table(*size_bytes) : size_bytes.failure();
    return table ? keep(transaction, action, context, *table, TableOrigin::made) : Result<ActionDone>(table.failure());
}

Result<ActionDone> import(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    if (context.secret == nullptr) {
        return invalid("there is none to import");
    }
    auto bytes = SecretBytes::copy_of(context.secret->bytes());
    auto table = bytes ? SubstitutionTable::create(std::move(*bytes)) : bytes.failure();
    if (!table) {
        return table.failure();
    }
    if (auto random = check_random(*table); !random) {
        return random.failure();
    }
    return keep(transaction, action, context, *table, TableOrigin::imported);
}

// The order, when one is named: of this profile, and without a serial number issued.
Result<std::optional<OrderId>> assignable(RegistryTransaction& transaction, const Action& action,
                                          const TableRecord& table) {
    if (action.arg("order").empty()) {
        return std::optional<OrderId>();
    }
    auto id = OrderId::parse(action.arg("order"));
    if (!id) {
        return id.failure();
    }
    const auto order = transaction.order(*id);
    if (!order) {
        return order.failure();
    }
    if (!*order) {
        return fail(ErrorCode::order_unknown, {{"order", id->text()}});
    }
    if ((*order)->profile.name != table.profile || (*order)->profile.table_size_bytes != table.size_bytes) {
        return invalid("order " + id->text() + " is of profile " + (*order)->profile.name.text() +
                       ", with a table of " + std::to_string((*order)->profile.table_size_bytes) + " bytes");
    }
    if ((*order)->counts.issued != 0) {
        return invalid("order " + id->text() + " has serial numbers issued already: its table stays");
    }
    return std::optional(*id);
}

Result<Error::Args> assign_within(RegistryTransaction& transaction, const Action& action,
                                  const ActionContext& context) {
    auto profile = ProfileName::parse(action.arg("profile"));
    const auto version = number(action, "version", 0);
    if (!profile || !version) {
        return profile ? version.failure() : profile.failure();
    }
    const auto table = transaction.tables().table(*profile, static_cast<TableVersion>(*version));
    if (!table) {
        return table.failure();
    }
    if (!*table) {
        return fail(ErrorCode::table_missing, {{"profile", profile->text() + " version " + std::to_string(*version)}});
    }
    const auto order = assignable(transaction, action, **table);
    if (!order) {
        return order.failure();
    }
    if (auto assigned = transaction.tables().assign(*profile, *order, (*table)->version, context.now_unix_s);
        !assigned) {
        return assigned.failure();
    }
    return table_details(**table);
}

Result<ActionDone> assign(RegistryTransaction& transaction, const Action& action, const ActionContext& context) {
    auto details = assign_within(transaction, action, context);
    if (!details) {
        return details.failure();
    }
    auto recorded = transaction.record(event_of("table.assigned", action, context, *details));
    return recorded ? Result<ActionDone>(ActionDone{std::move(*details)}) : recorded.failure();
}

Result<ActionDone> list(RegistryTransaction& transaction, const Action&, const ActionContext&) {
    auto tables = transaction.tables().list();
    if (!tables) {
        return tables.failure();
    }
    ActionDone done;
    for (const TableRecord& table : *tables) {
        const auto current = transaction.tables().of_profile(table.profile);
        if (!current) {
            return current.failure();
        }
        done.details.emplace_back(table.profile.text() + " version " + std::to_string(table.version),
                                  std::to_string(table.size_bytes) + " bytes, " +
                                      (table.origin == TableOrigin::made ? "made" : "imported") + " by " +
                                      table.author + ", digest " + to_hex(table.digest) +
                                      (current->value_or(1) == table.version ? ", for new orders" : ""));
    }
    return done;
}

} // namespace

void add_table_handlers(ActionHandlers& handlers) {
    handlers[ActionKind::table_create] = {create, {}};
    handlers[ActionKind::table_import] = {import, {}};
    handlers[ActionKind::table_assign] = {assign, {}};
    handlers[ActionKind::table_list] = {list, {}};
}

} // namespace keyline
