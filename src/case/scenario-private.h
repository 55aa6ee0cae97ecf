/* scenario-private.h: what the files of the scenario share. */
#pragma once
#include "document.h"
#include "scenario.h"
#include "table-private.h"
G_BEGIN_DECLS

typedef struct
{
  const PoskoScenarioTarget *target;
  const PoskoDocumentSource *source;
  PoskoDiagnostics *diagnostics;
  const char *name; /* of the scenario, for the source of changed policy values */
} PoskoScenario;

/** Reports a fault at @pointer. Returns: FALSE */
gboolean posko_scenario_fault (const PoskoScenario *self, const char *code, const char *pointer, const char *found, const char *expected,
                               const char *remedy);

/** Reports an unknown name, with the near ones of @known. Returns: FALSE */
gboolean posko_scenario_unknown (const PoskoScenario *self, const char *code, const char *pointer, const char *name, const char *expected,
                                 const char *const *known, guint n_known);

/** Returns: (nullable): the bound column, or %NULL with a fault */
const PoskoColumn *posko_scenario_column (const PoskoScenario *self, const PoskoTable *table, const char *name, const char *pointer);

/** Returns: (transfer full): the JSON pointer to member @name of what @pointer leads to */
char *posko_scenario_place (const char *pointer, const char *name);

/** Returns: (transfer full): a JSON scalar as a table would write it; "" for null */
char *posko_scenario_text (JsonNode *value);

/** Marks the rows that satisfy @where (nullable: all). @chosen: posko_table_n() flags. Returns: FALSE after a fault */
gboolean posko_scenario_choose (const PoskoScenario *self, PoskoTable *table, JsonObject *where, const char *pointer, gboolean *chosen);

/** Lays `kebijakan` over the policy's tree and reads it anew. Returns: FALSE after a fault */
gboolean posko_scenario_change_policy (const PoskoScenario *self, JsonObject *changes);

G_END_DECLS
