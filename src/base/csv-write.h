/* csv-write.h: writes CSV tables, the same bytes always.
 *
 * Two dialects:
 *   %POSKO_CSV_EXCEL_ID   for people: opens right by a double click in Excel or LibreOffice with Indonesian settings.
 *                         ';', decimal comma, UTF-8 with byte order mark, CRLF.
 *   %POSKO_CSV_PLAIN      for programs: RFC 4180, ',', decimal point, no byte order mark, CRLF.
 *
 * The guard. A spreadsheet runs a cell that begins like a formula, and rewrites a code that looks like a number, date
 * or time: 001 becomes 1, 19.11.01 a day in 2001, a NIK of 16 digits loses its last digit. So a text cell that would be
 * run (both dialects) or rewritten (%POSKO_CSV_EXCEL_ID) gets one leading apostrophe, and posko_csv_unguard() takes
 * exactly that off again. Why an apostrophe:
 *   - it is the spreadsheets' own mark for "text" and what OWASP ("CSV Injection") advises: people know it, it can be
 *     seen, and editing the cell removes it without damage;
 *   - a leading TAB cannot be seen, so look-ups and joins fail for no visible reason, some importers cut it off and run
 *     what follows, and it is itself a delimiter;
 *   - ="001" is a formula: Excel honours it, every other reader gets it as data, and LibreOffice shows it raw.
 * What needs no guard stays as it is, so that most codes join without it: up to 11 digits without a leading zero; four
 * or more groups with dots, like the TPS code 19.71.01.1001.001, that are no thousands; HH:MM and YYYY-MM-DD, which a
 * spreadsheet reads as what they mean. Numbers are never guarded: write them by the functions for numbers.
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef enum
{
  POSKO_CSV_PLAIN,
  POSKO_CSV_EXCEL_ID,
} PoskoCsvStyle;

#define POSKO_CSV_MAX_DECIMALS 15

typedef struct _PoskoCsvWriter PoskoCsvWriter; /* one thread at a time */

/** Returns: (transfer full): an empty table; free it with posko_csv_writer_free() */
PoskoCsvWriter *posko_csv_writer_new (PoskoCsvStyle style);
void posko_csv_writer_free (PoskoCsvWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoCsvWriter, posko_csv_writer_free)

/**
 * posko_csv_writer_header:
 * @names: (array zero-terminated=1): column names; every later row must have as many cells
 */
void posko_csv_writer_header (PoskoCsvWriter *self, const char *const *names);

/**
 * posko_csv_writer_text:
 * @text: (nullable): UTF-8; %NULL is an empty cell. Guarded where needed, quoted where needed
 */
void posko_csv_writer_text (PoskoCsvWriter *self, const char *text);

void posko_csv_writer_integer (PoskoCsvWriter *self, gint64 value);

/**
 * posko_csv_writer_number:
 * @value: must be finite (an infinite or undefined value is a caller's bug and gives an empty cell)
 * @decimals: 0 .. %POSKO_CSV_MAX_DECIMALS, always all of them; half rounds as printf does; -0 becomes 0
 */
void posko_csv_writer_number (PoskoCsvWriter *self, gdouble value, guint decimals);

/** "true" or "false" in POSKO_CSV_PLAIN, "ya" or "tidak" in POSKO_CSV_EXCEL_ID */
void posko_csv_writer_boolean (PoskoCsvWriter *self, gboolean value);

/**
 * posko_csv_writer_clock:
 * @minutes: from 00:00, at least 0; 25:00 is 01:00 of the next day
 *
 * Writes HH:MM, never guarded: a spreadsheet takes hours past 24 for a span of time, shows them as they are and saves 31:44 as
 * 31:44:00, which says the same.
 */
void posko_csv_writer_clock (PoskoCsvWriter *self, gint64 minutes);

void posko_csv_writer_empty (PoskoCsvWriter *self);

/** Ends the row. A row whose number of cells is not the header's is a caller's bug (critical). */
void posko_csv_writer_end_row (PoskoCsvWriter *self);

/** Returns: rows ended so far, without the header */
gsize posko_csv_writer_rows (const PoskoCsvWriter *self);

/**
 * posko_csv_writer_data:
 * @length: (out) (optional): its bytes
 *
 * Returns: (transfer none): the table so far; valid until the next call on @self
 */
const char *posko_csv_writer_data (const PoskoCsvWriter *self, gsize *length);

/**
 * posko_csv_writer_finish:
 * @length: (out) (optional): its bytes
 *
 * Frees @self.
 *
 * Returns: (transfer full): the table
 */
char *posko_csv_writer_finish (PoskoCsvWriter *self, gsize *length);

/**
 * posko_csv_guard:
 *
 * Returns: (transfer full): @text as a text cell carries it in @style, before quoting
 */
char *posko_csv_guard (const char *text, PoskoCsvStyle style);

/**
 * posko_csv_unguard:
 * @text: a cell read back from a table of ours, of either style, after unquoting
 *
 * Undoes posko_csv_guard() exactly: unguard (guard (x)) is x for every x. A name such as 'Aisyiyah, that begins with an
 * apostrophe of its own, stays whole.
 *
 * Returns: (transfer none): a pointer into @text
 */
const char *posko_csv_unguard (const char *text);

G_END_DECLS
