// TableRecords in memory: part of the MemoryRegistry, copied and kept with its transactions.
#pragma once

#include "provisioning/ports/table_records.h"

#include <map>

namespace keyline::test {

class MemoryTables final : public TableRecords {
  public:
    std::map<std::pair<ProfileName, TableVersion>, TableRecord> all;
    std::map<OrderId, TableVersion> orders;
    std::map<ProfileName, TableVersion> profiles;

    Result<std::optional<TableRecord>> table(const ProfileName& profile, TableVersion version) override {
        const auto found = all.find({profile, version});
        return found == all.end() ? std::optional<TableRecord>() : std::optional(found->second);
    }
    Result<TableVersion> newest(const ProfileName& profile) override {
        TableVersion version = 0;
        for (const auto& [key, record] : all) {
            version = key.first == profile ? key.second : version;
        }
        return version;
    }
    Result<std::vector<TableRecord>> list() override {
        std::vector<TableRecord> records;
        for (const auto& [key, record] : all) {
            records.push_back(record);
            records.back().sealed.clear();
        }
        return records;
    }
    Status insert(const TableRecord& record) override {
        const bool inserted = all.emplace(std::pair(record.profile, record.version), record).second;
        return inserted ? Status()
                        : fail(ErrorCode::table_exists,
                               {{"profile", record.profile.text()}, {"version", std::to_string(record.version)}});
    }
    Result<std::optional<TableVersion>> of_order(const OrderId& order) override { return find(orders, order); }
    Result<std::optional<TableVersion>> of_profile(const ProfileName& profile) override {
        return find(profiles, profile);
    }
    Status assign(const ProfileName& profile, const std::optional<OrderId>& order, TableVersion version,
                  std::int64_t) override {
        if (order) {
            orders[*order] = version;
        } else {
            profiles[profile] = version;
        }
        return {};
    }

  private:
    template <class Map, class Key>
    static std::optional<TableVersion> find(const Map& map, const Key& key) {
        const auto found = map.find(key);
        return found == map.end() ? std::nullopt : std::optional(found->second);
    }
};

} // namespace keyline::test
