/* tps-import.h: the TPS list of a case out of a table as an office sent it: the whole way from a file to rows of tps.csv.
 *
 * workbook -> layout -> columns -> rows -> names -> coordinates -> placing -> PoskoTable. docs/model.md section 15 states the rules.
 */
#pragma once
#include "boundary-import.h"
#include "case.h"
#include "import-log.h"
G_BEGIN_DECLS

typedef enum
{
  POSKO_NIK_DROP,
  POSKO_NIK_MASK, /* first 6 and last 2 digits */
  POSKO_NIK_KEEP,
} PoskoNikUse;

typedef struct
{
  const char *tps;      /* path */
  const char *sheet;    /* (nullable) */
  const char *mapping;  /* (nullable): path of a pemetaan.json */
  gboolean repair, strict;
  PoskoNikUse nik;
  PoskoBoundary *kecamatan, *kelurahan; /* kelurahan: (nullable) */
  guint n_threads;
  const PoskoProgress *progress;
} PoskoTpsImportParams;

typedef struct
{
  PoskoTable *tps;      /* (nullable): by POSKO_TPS_TYPE, sorted; NULL when the import failed */
  char *mapping;        /* (nullable): pemetaan.json, also a draft when a person must decide */
  char *nik;            /* (nullable): nik.csv, only when asked for */
  gboolean doubtful;    /* the mapping must be confirmed */
  guint n_read;         /* data rows of the file */
  guint n_used;         /* data rows that became TPS */
  guint n_repaired, n_marked, n_left_out, n_refused; /* rows, each counted once in its worst */
  gint64 official_tps, official_laki, official_perempuan, official_jumlah; /* what total rows of the file state; POSKO_MISSING */
} PoskoTpsImport;

void posko_tps_import_clear (PoskoTpsImport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoTpsImport, posko_tps_import_clear)

/** Returns: %FALSE with @error set when the file cannot be used at all; otherwise ask @result->tps and @log */
gboolean posko_tps_import (const PoskoTpsImportParams *params, PoskoImportLog *log, PoskoTpsImport *result, GCancellable *cancellable, GError **error);

/** Returns: whether a case may be made of it: TPS, nothing doubtful, no fault in @log, and with --strict nothing refused */
gboolean posko_tps_import_is_usable (const PoskoTpsImport *self, const PoskoTpsImportParams *params, const PoskoImportLog *log);

/**
 * posko_tps_import_json:
 * @boundaries: the files of @params' layers
 *
 * What an import did, for programs: the files by name and SHA-256 (no path of the machine, no time), the counts, what each column was read
 * as, the totals that the file itself states, every kind of @log. Equal files and options give equal bytes. Reads the files once more.
 *
 * Returns: (transfer full): impor.json by schemas/impor.schema.json; %NULL with @error set: a file that cannot be read any more
 */
char *posko_tps_import_json (const PoskoTpsImport *self, const PoskoTpsImportParams *params, const PoskoBoundaryImportParams *boundaries,
                             PoskoImportLog *log, gsize *length, GError **error);

G_END_DECLS
