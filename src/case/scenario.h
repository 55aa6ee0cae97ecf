/* scenario.h: "what if": a JSON file of changes, laid over the tables and the policy of a case that is being loaded.
 *
 * The file is held against schemas/skenario.schema.json. Each change names a table, chooses rows by `di_mana` (and `sampel`), and does one
 * of `ubah`, `kali`, `tambah`, `hapus` to them; `kebijakan` changes values of the policy by their path. A change that touches no
 * row, an unknown table, column, path or value is an error that lists the near names. An empty scenario changes nothing.
 */
#pragma once
#include "boundary.h"
#include "diagnostics.h"
#include "json-read.h"
#include "policy.h"
#include "table.h"
G_BEGIN_DECLS

#define POSKO_SCENARIO_MAX_BYTES ((gsize) 16 << 20)

/* What a scenario may change. */
typedef struct
{
  PoskoTable *const *tables; /* n_tables, each (nullable) */
  guint n_tables;
  const PoskoBoundary *kecamatan; /* (nullable) */
  const PoskoPlane *plane;
  JsonNode **policy_root;       /* the tree of kebijakan.json, replaced by a changed one */
  PoskoPolicyDocument **policy; /* what was read from it, replaced too; *policy is NULL where kebijakan.json could not be read */
} PoskoScenarioTarget;

/**
 * posko_scenario_apply:
 * @path: the scenario file
 * @file: its name for the diagnostics
 *
 * Codes: scenario-table, scenario-column, scenario-value, scenario-no-row, scenario-no-place, scenario-number, scenario-add,
 * scenario-policy, and those of cells (type-…, value-…, cell-required, key-duplicate) and of kebijakan.json (json-…, policy-…).
 *
 * Returns: whether all changes could be made; else the faults are in @diagnostics and the tables must not be used
 */
gboolean posko_scenario_apply (const char *path, const char *file, const PoskoScenarioTarget *target, PoskoDiagnostics *diagnostics);

G_END_DECLS
