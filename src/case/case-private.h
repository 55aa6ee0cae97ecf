/* case-private.h: a case while it is being loaded: what its files share. */
#pragma once
#include "case.h"
#include "digest.h"
#include "document.h"
#include "policy-private.h"
#include "table-private.h"
G_BEGIN_DECLS

typedef enum
{
  POSKO_TABLE_TPS,
  POSKO_TABLE_FASKES,
  POSKO_TABLE_NAKES,
  POSKO_TABLE_AMBULANS,
  POSKO_TABLE_DAPUR,
  POSKO_TABLE_KENDARAAN,
  POSKO_TABLE_GELOMBANG,
  POSKO_TABLE_BALIHO,
  POSKO_N_TABLES,
} PoskoTableId;

typedef enum
{
  POSKO_LAYER_KECAMATAN,
  POSKO_LAYER_KELURAHAN,
  POSKO_LAYER_ZONA,
  POSKO_N_LAYERS,
} PoskoLayerId;

struct _PoskoCase
{
  PoskoTable *tables[POSKO_N_TABLES + 1]; /* (nullable) while loading; NULL-terminated */
  PoskoBoundary *layers[POSKO_N_LAYERS];  /* (nullable) */
  PoskoPolicyDocument *policy;
  PoskoTravel *travel;
  PoskoPlane plane;
  char hash[POSKO_DIGEST_SIZE];
  char table_hashes[POSKO_N_TABLES][POSKO_DIGEST_SIZE], layer_hashes[POSKO_N_LAYERS][POSKO_DIGEST_SIZE];
};

typedef struct
{
  PoskoCase *self;
  const char *folder;
  PoskoDiagnostics *diagnostics;
  guint n_threads;
  const PoskoProgress *progress;
  GCancellable *cancellable;
  char *table_files[POSKO_N_TABLES]; /* relative to the folder, for reading and for the diagnostics */
  char table_delimiters[POSKO_N_TABLES]; /* as datapackage.json states them; 0 = it does not */
  char *layer_files[POSKO_N_LAYERS];
  char *policy_file;
  JsonNode *policy_root; /* (nullable): kebijakan.json, before and after a scenario */
  char *policy_text;
  gsize policy_length;
  GHashTable *doubted; /* (nullable) (element-type utf8): codes of kelurahan whose rows are in doubt: their numbers say nothing */
  gboolean changed; /* a scenario was laid over: the rows are no longer what was printed */
} PoskoLoading;

extern const PoskoTableType *const POSKO_TABLE_TYPES[POSKO_N_TABLES];

/** Returns: (transfer full): a case with nothing in it yet */
PoskoCase *posko_case_new_empty (void);

/** Returns: whether there is such a folder; else @error */
gboolean posko_loading_check_folder (const char *folder, GError **error);

/** Frees what the loading kept, the case itself excepted. */
void posko_loading_clear (PoskoLoading *self);

/** Returns: what is known beside table @id: read after policy and layers */
PoskoTableContext posko_loading_context (const PoskoLoading *self, PoskoTableId id);

/** Finds the files by datapackage.json (case-files.c). */
void posko_loading_find_files (PoskoLoading *self);
void posko_loading_read_tables (PoskoLoading *self);
void posko_loading_read_layers (PoskoLoading *self);
void posko_loading_read_policy (PoskoLoading *self);

/** Puts codes right that a spreadsheet has spoilt, by the other tables and the kecamatan layer. */
void posko_loading_restore_codes (PoskoLoading *self);

/** Places every row in its kecamatan (case-place.c). */
gboolean posko_loading_place (PoskoLoading *self, GError **error);

/** Checks tables against each other and fills the derived members (case-check.c, case-check-tables.c). */
void posko_loading_check (PoskoLoading *self);
void posko_loading_check_people (PoskoLoading *self);
void posko_loading_check_meals (PoskoLoading *self);
void posko_loading_check_billboards (PoskoLoading *self);

/** Holds code and name of kelurahan against kelurahan.geojson, and fills self->doubted (case-kelurahan.c). */
void posko_loading_check_kelurahan (PoskoLoading *self);

/** Does the sums that show a typing error (case-doctor.c); nothing where a scenario changed the rows. */
void posko_loading_check_sums (PoskoLoading *self);

/** Fills self->hash (case-hash.c). */
void posko_case_fill_hash (PoskoCase *self);

/** Reports a finding of a row. @remedy, @expected: (nullable) */
void posko_loading_report (PoskoLoading *self, PoskoSeverity severity, const char *code, PoskoTableId table, guint row, const char *column,
                           const char *found, const char *expected, const char *remedy);

G_END_DECLS
