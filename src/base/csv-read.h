/* csv-read.h: reads a CSV table record by record, whatever the bytes are.
 *
 * A guard round libcsv in its strict mode. What libcsv does not do is done here: line numbers as an editor counts them,
 * UTF-8, limits, and going on after a fault. Every fault is delivered, never only the first:
 * the record it is in is left out, reading resumes on the line after the one that is to blame.
 *
 * What counts as a line end: LF, CRLF and a lone CR. Where LF ends most lines, CR CR LF is one line end, and a CR directly before a
 * delimiter is dirt: it is dropped and told. Lines that are empty or hold only blanks are skipped, counted and told.
 * Blanks round an unquoted field belong to the field (RFC 4180), as do line ends inside quotes.
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define POSKO_CSV_MAX_BYTES ((gsize) 1 << 30)        /* of the whole text */
#define POSKO_CSV_MAX_FIELD ((gsize) 1 << 20)        /* bytes of one field */
#define POSKO_CSV_MAX_RECORD_BYTES ((gsize) 1 << 24) /* bytes of all fields of one record */
#define POSKO_CSV_MAX_COLUMNS 1024
#define POSKO_CSV_MAX_ROWS 10000000 /* records, the header among them */

/**
 * PoskoCsvDialect:
 * @delimiter: the byte between fields: one of , ; TAB |
 * @sep_line: the first line is "sep=;", by which a file tells Excel its delimiter; it is skipped
 */
typedef struct
{
  char delimiter;
  gboolean sep_line;
} PoskoCsvDialect;

/**
 * PoskoCsvField:
 * @text: UTF-8 with a NUL after the last byte (and none inside); lives only during the callback
 * @length: bytes of @text
 */
typedef struct
{
  const char *text;
  gsize length;
} PoskoCsvField;

/**
 * PoskoCsvFaultKind:
 * @POSKO_CSV_FAULT_UNCLOSED_QUOTE: a quote that is never closed; line and column of the opening quote
 * @POSKO_CSV_FAULT_STRAY_QUOTE: a quote inside an unquoted field, or text after a closing quote
 * @POSKO_CSV_FAULT_NUL: a zero byte
 * @POSKO_CSV_FAULT_NOT_UTF8: bytes that are not UTF-8
 * @POSKO_CSV_FAULT_FIELD_TOO_LONG: a field over %POSKO_CSV_MAX_FIELD, or a record over %POSKO_CSV_MAX_RECORD_BYTES
 * @POSKO_CSV_FAULT_TOO_MANY_COLUMNS: a record of more than %POSKO_CSV_MAX_COLUMNS fields
 * @POSKO_CSV_FAULT_TOO_MANY_ROWS: more than %POSKO_CSV_MAX_ROWS records; reading ends
 * @POSKO_CSV_FAULT_TOO_MANY_BYTES: text over %POSKO_CSV_MAX_BYTES; nothing is read
 * @POSKO_CSV_NOTICE_STRAY_CR: no fault, the record is read: a CR before a delimiter was dropped
 * @POSKO_CSV_NOTICE_BLANK_LINE: no fault: an empty line was skipped
 */
typedef enum
{
  POSKO_CSV_FAULT_UNCLOSED_QUOTE,
  POSKO_CSV_FAULT_STRAY_QUOTE,
  POSKO_CSV_FAULT_NUL,
  POSKO_CSV_FAULT_NOT_UTF8,
  POSKO_CSV_FAULT_FIELD_TOO_LONG,
  POSKO_CSV_FAULT_TOO_MANY_COLUMNS,
  POSKO_CSV_FAULT_TOO_MANY_ROWS,
  POSKO_CSV_FAULT_TOO_MANY_BYTES,
  POSKO_CSV_NOTICE_STRAY_CR,
  POSKO_CSV_NOTICE_BLANK_LINE,
  POSKO_CSV_N_FAULTS,
} PoskoCsvFaultKind;

/**
 * PoskoCsvFault:
 * @line: line in the file, from 1, as an editor counts
 * @character: place in that line, from 1, in characters (bytes where the line is not UTF-8); 0 where unknown
 * @offset: the byte, from 0, at which that line starts
 */
typedef struct
{
  PoskoCsvFaultKind kind;
  gsize line;
  gsize character;
  gsize offset;
} PoskoCsvFault;

/**
 * PoskoCsvRecordFunc:
 * @fields: (array length=n_fields): at least one; valid only during the call
 * @line: the line, from 1, on which the record starts
 * @offset: the byte, from 0, at which the record starts
 *
 * Returns: %FALSE to stop reading
 */
typedef gboolean (*PoskoCsvRecordFunc) (const PoskoCsvField *fields, guint n_fields, gsize line, gsize offset,
                                        gpointer user_data);

/**
 * PoskoCsvFaultFunc:
 *
 * Returns: %FALSE to stop reading
 */
typedef gboolean (*PoskoCsvFaultFunc) (const PoskoCsvFault *fault, gpointer user_data);

/**
 * posko_csv_read:
 * @data: (array length=length) (nullable): the whole text, as posko_text_decode() gives it; any bytes; %NULL only if @length is 0
 * @dialect: its delimiter; see posko_csv_detect()
 * @record: called for each sound record, the header row like any other
 * @fault: (nullable): called for each fault and notice
 *
 * Records and faults come in the order of their lines, except that a fault in a record of several lines may come
 * before records on the lines after its first. Takes O(@length) time; memory is one record. Any thread; no state is
 * shared.
 *
 * Returns: %TRUE if all of @data was read without a fault; %FALSE after a fault or when a callback stopped the reading
 */
gboolean posko_csv_read (const char *data, gsize length, const PoskoCsvDialect *dialect, PoskoCsvRecordFunc record,
                         PoskoCsvFaultFunc fault, gpointer user_data);

/**
 * posko_csv_detect:
 * @data: (array length=length) (nullable): the text, decoded; its first lines are judged
 *
 * The delimiter is the one of ; TAB | , that cuts most of the first lines into as many cells, so that titles above the table do not
 * decide; a comma where none occurs. A comma between digits beside another of them is taken for a decimal mark.
 * It is a guess: report it to the person.
 *
 * Returns: the dialect
 */
PoskoCsvDialect posko_csv_detect (const char *data, gsize length);

/**
 * posko_csv_fault_describe:
 *
 * Returns: (transfer none): what is wrong, in a short translated sentence without place
 */
const char *posko_csv_fault_describe (PoskoCsvFaultKind kind);

/** Returns: (transfer none): its stable code in diagnostics: "csv-quote-stray" */
const char *posko_csv_fault_code (PoskoCsvFaultKind kind);

/** Returns: (transfer none): how to mend it, translated */
const char *posko_csv_fault_remedy (PoskoCsvFaultKind kind);

G_END_DECLS
