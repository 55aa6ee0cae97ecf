/* repair.h: the safe repairs of a case: what has one reading only, as a set of new files and a log of every change.
 *
 * The original is only read. What is repaired: docs/model.md, section 16.3. No count is ever changed.
 */
#pragma once
#include "case.h"
#include "csv-write.h"
G_BEGIN_DECLS

/* A row of schemas/output/perbaikan.json. */
typedef struct
{
  const char *berkas;
  gint64 baris; /* of the original; missing = the whole file */
  const char *kolom, *sebelum, *sesudah, *kode, *alasan;
} PoskoRepairChange;

extern const PoskoTableType POSKO_REPAIR_TYPE;

/* A file that differs from the original. */
typedef struct
{
  char *name; /* below the case folder */
  char *resource; /* of datapackage.json: "tps", "kecamatan" */
  GBytes *data;
  gboolean is_table;
  PoskoCsvStyle style; /* of a table */
} PoskoRepairFile;

typedef struct _PoskoRepair PoskoRepair;

/**
 * posko_case_repair:
 * @style: (nullable): the dialect of all tables; %NULL leaves each the one it is nearest to (';': for people, else plain)
 *
 * A table with broken quotes, or with rows of another width, is left as it is: nothing of it may be lost. O(bytes).
 *
 * Returns: (transfer full) (nullable): %NULL with @error (%POSKO_ERROR_CANCELLED; %POSKO_ERROR_INPUT: no case folder)
 */
PoskoRepair *posko_case_repair (const char *folder, const PoskoCsvStyle *style, GCancellable *cancellable, GError **error);
void posko_repair_free (PoskoRepair *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoRepair, posko_repair_free)

/** Returns: (transfer none): the changes, by file, line, column; of type %POSKO_REPAIR_TYPE */
PoskoTable *posko_repair_changes (PoskoRepair *self);

/** Returns: (array length=n): the files to write in place of the original ones; each has changes in the log */
const PoskoRepairFile *posko_repair_files (const PoskoRepair *self, guint *n);

G_END_DECLS
