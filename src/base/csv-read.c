/* csv-read.c: the guard round libcsv; see csv-read.h.
 *
 * libcsv 3.0.3 (Robert Gamble) is a byte-wise state machine. It is fed one physical line at a time, so that the line
 * number is known when a record ends, and a long line in pieces, so that a field over its limit is noticed before it
 * has grown. Lines that are blank are not fed at all. libcsv's trimming of blanks is switched off.
 *
 * Going on after a fault. A quote that was opened by mistake swallows sound lines until the next quote, or until the
 * end. So reading resumes on the line after the quote that opened the field at fault, not after the place where it was
 * noticed. This stays linear: a line that leaves a quote open when read afresh has an odd number of quotes, so the
 * field that swallowed it would have been closed by it; hence no line is swallowed twice.
 *
 * Cost: O(bytes). Measured: 818,339 rows of 12 columns, see docs/benchmarks.md.
 */
#include "csv-read.h"

#include <csv.h>
#include <string.h>

#include "i18n.h"

#define PIECE_BYTES ((gsize) 1 << 16) /* so much is fed before the limits are looked at */
#define WINDOW_BYTES ((gsize) 256)    /* so far ahead a line end is looked for at a time */
#define BUFFER_STEP_BYTES 4096        /* libcsv grows its field buffer by so much; 128 by default */
#define DETECT_LINES 20

typedef struct
{
  struct csv_parser parser;
  const char *data;
  gsize length;
  char delimiter;
  PoskoCsvRecordFunc record;
  PoskoCsvFaultFunc fault;
  gpointer user_data;

  gsize position;      /* of the next line */
  gsize line;          /* its number, from 1 */
  gboolean text_sound; /* all of the text is UTF-8 without zero bytes: no line needs a look */
  gsize checked_lines; /* lines up to here have had their bytes checked and reported */

  gsize record_line; /* where the record being read starts */
  gsize record_offset;
  gboolean in_record; /* a line was fed and its record has not ended */
  gboolean record_bad;
  gboolean record_long;
  gsize n_columns; /* fields of this record, also those over the limit */
  GString *text;   /* the fields one after the other, each with its NUL */
  gsize starts[POSKO_CSV_MAX_COLUMNS + 1];
  PoskoCsvField fields[POSKO_CSV_MAX_COLUMNS];

  gsize n_records;
  gboolean faulty;
  gboolean stop;
} Reader;

/* The position after the line end that starts with the CR at @position. */
static gsize
line_end (const char *data, gsize length, gsize position)
{
  return position + (position + 1 < length && data[position + 1] == '\n' ? 2 : 1);
}

/* Where the line that contains @position ends, its line end included. Looks ahead by a window, so that a text of lone
   CRs is not searched to its end for an LF from every line. */
static gsize
next_line (const char *data, gsize length, gsize position)
{
  while (position < length)
    {
      const gsize window = MIN (length - position, WINDOW_BYTES);
      const char *const line_feed = memchr (data + position, '\n', window);
      const gsize limit = line_feed == NULL ? position + window : (gsize) (line_feed - data) + 1;
      const char *const carriage_return = memchr (data + position, '\r', limit - position);
      if (carriage_return != NULL)
        return line_end (data, length, (gsize) (carriage_return - data));
      if (line_feed != NULL)
        return limit;
      position = limit;
    }
  return length;
}

static gboolean
is_blank_line (const Reader *self, gsize start, gsize end)
{
  for (gsize i = start; i < end; i++)
    {
      const char c = self->data[i];
      if (c == self->delimiter || (c != ' ' && c != '\t' && c != '\r' && c != '\n'))
        return FALSE;
    }
  return TRUE;
}

static void
report (Reader *self, PoskoCsvFaultKind kind, gsize line, gsize character)
{
  const PoskoCsvFault fault = { .kind = kind, .line = line, .character = character };
  self->faulty = TRUE;
  if (self->fault != NULL && !self->stop && !self->fault (&fault, self->user_data))
    self->stop = TRUE;
}

/* The place of @position in its line, in characters where the line is UTF-8. */
static gsize
character_in_line (const Reader *self, gsize line_start, gsize position)
{
  const gsize bytes = position - line_start;
  if (g_utf8_validate_len (self->data + line_start, bytes, NULL))
    return (gsize) g_utf8_strlen (self->data + line_start, (gssize) bytes) + 1;
  return bytes + 1;
}

static int
keep_blanks (unsigned char c)
{
  return 0;
}

static void
open_parser (Reader *self)
{
  csv_init (&self->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
  csv_set_delim (&self->parser, (unsigned char) self->delimiter);
  csv_set_space_func (&self->parser, keep_blanks);
  csv_set_realloc_func (&self->parser, g_realloc);
  csv_set_free_func (&self->parser, g_free);
  csv_set_blk_size (&self->parser, BUFFER_STEP_BYTES);
}

static void
clear_record (Reader *self)
{
  g_string_truncate (self->text, 0);
  self->n_columns = 0;
  self->in_record = self->record_bad = self->record_long = FALSE;
}

/* libcsv's callback: a field has ended. */
static void
on_field (void *bytes, size_t length, void *user_data)
{
  Reader *self = user_data;

  if (self->n_columns++ >= POSKO_CSV_MAX_COLUMNS || self->record_long)
    return;
  if (length > POSKO_CSV_MAX_FIELD || self->text->len + length > POSKO_CSV_MAX_RECORD_BYTES)
    {
      self->record_long = TRUE;
      return;
    }
  self->starts[self->n_columns - 1] = self->text->len;
  g_string_append_len (self->text, bytes, (gssize) length + 1); /* with the NUL that libcsv appended */
  self->starts[self->n_columns] = self->text->len;
}

static void
hand_over (Reader *self)
{
  for (gsize i = 0; i < self->n_columns; i++)
    {
      self->fields[i].text = self->text->str + self->starts[i];
      self->fields[i].length = self->starts[i + 1] - self->starts[i] - 1;
    }
  if (!self->record (self->fields, (guint) self->n_columns, self->record_line, self->record_offset, self->user_data))
    self->stop = TRUE;
}

/* libcsv's callback: a record has ended. */
static void
on_record (int terminator, void *user_data)
{
  Reader *self = user_data;

  if (!self->stop)
    {
      if (self->n_records++ == POSKO_CSV_MAX_ROWS)
        {
          report (self, POSKO_CSV_FAULT_TOO_MANY_ROWS, self->record_line, 0);
          self->stop = TRUE;
        }
      else if (self->n_columns > POSKO_CSV_MAX_COLUMNS)
        report (self, POSKO_CSV_FAULT_TOO_MANY_COLUMNS, self->record_line, 0);
      else if (self->record_long)
        report (self, POSKO_CSV_FAULT_FIELD_TOO_LONG, self->record_line, 0);
      else if (!self->record_bad)
        hand_over (self);
    }
  clear_record (self);
}

/* The quote that opened the field in which @end lies, or %FALSE if that field is not quoted. */
static gboolean
find_opening_quote (const Reader *self, gsize end, gsize *quote)
{
  const char *const data = self->data;
  gboolean quoted = FALSE, inside = FALSE, field_start = TRUE;

  for (gsize i = self->record_offset; i < end; i++)
    if (inside)
      {
        if (data[i] == '"' && i + 1 < end && data[i + 1] == '"')
          i++;
        else if (data[i] == '"')
          inside = FALSE;
      }
    else if (field_start && data[i] == '"')
      {
        *quote = i;
        quoted = inside = TRUE;
        field_start = FALSE;
      }
    else
      {
        field_start = data[i] == self->delimiter;
        if (field_start)
          quoted = FALSE;
      }
  return quoted;
}

/* Gives up the record being read because of a fault at @position, on the line that starts at @line_start, and resumes
   on the line after the one to blame. */
static void
give_up_record (Reader *self, PoskoCsvFaultKind kind, gsize position, gsize line_start)
{
  gsize blamed = position, line = self->line, blamed_start = line_start;
  const gboolean quoted = find_opening_quote (self, position, &blamed);

  if (quoted)
    {
      line = self->record_line;
      blamed_start = self->record_offset;
      for (gsize next; (next = next_line (self->data, self->length, blamed_start)) <= blamed; blamed_start = next)
        line++;
    }
  if (kind == POSKO_CSV_FAULT_STRAY_QUOTE)
    report (self, kind, self->line, character_in_line (self, line_start, position));
  else
    report (self, kind, line, quoted ? character_in_line (self, blamed_start, blamed) : 0);

  self->position = next_line (self->data, self->length, blamed_start);
  self->line = line + 1;
  clear_record (self);
  csv_free (&self->parser);
  open_parser (self);
}

/* Reports the first bad byte of a line, once. */
static void
check_bytes (Reader *self, gsize start, gsize end)
{
  const char *bad;

  if (self->text_sound || g_utf8_validate_len (self->data + start, end - start, &bad))
    return;
  self->record_bad = TRUE;
  if (self->line <= self->checked_lines)
    return;
  self->checked_lines = self->line;
  report (self, *bad == '\0' ? POSKO_CSV_FAULT_NUL : POSKO_CSV_FAULT_NOT_UTF8, self->line,
          character_in_line (self, start, (gsize) (bad - self->data)));
}

/* Feeds the line from @start to @end; afterwards position and line say where to go on. */
static void
read_line (Reader *self, gsize start, gsize end)
{
  if (!self->in_record)
    {
      self->record_line = self->line;
      self->record_offset = start;
      self->in_record = TRUE; /* on_record() takes it back where the line ends the record */
    }
  check_bytes (self, start, end);

  for (gsize at = start; at < end && !self->stop;)
    {
      const gsize piece = MIN (end - at, PIECE_BYTES);
      const gsize done = csv_parse (&self->parser, self->data + at, piece, on_field, on_record, self);
      if (done < piece)
        {
          give_up_record (self, POSKO_CSV_FAULT_STRAY_QUOTE, at + done, start);
          return;
        }
      at += piece;
      if (self->parser.entry_pos > POSKO_CSV_MAX_FIELD
          || self->text->len + self->parser.entry_pos > POSKO_CSV_MAX_RECORD_BYTES)
        {
          give_up_record (self, POSKO_CSV_FAULT_FIELD_TOO_LONG, at, start);
          return;
        }
    }
  self->position = end;
  self->line++;
}

static void
read_all (Reader *self)
{
  while (!self->stop)
    if (self->position < self->length)
      {
        const gsize start = self->position, end = next_line (self->data, self->length, start);
        if (self->in_record || !is_blank_line (self, start, end))
          read_line (self, start, end);
        else
          {
            self->position = end;
            self->line++;
          }
      }
    else if (!self->in_record || csv_fini (&self->parser, on_field, on_record, self) == 0)
      return;
    else
      give_up_record (self, POSKO_CSV_FAULT_UNCLOSED_QUOTE, self->length, self->length);
}

gboolean
posko_csv_read (const char *data, gsize length, const PoskoCsvDialect *dialect, PoskoCsvRecordFunc record,
                PoskoCsvFaultFunc fault, gpointer user_data)
{
  g_return_val_if_fail (data != NULL || length == 0, FALSE);
  g_return_val_if_fail (dialect != NULL && record != NULL, FALSE);
  g_return_val_if_fail (dialect->delimiter != '\0' && strchr ("\"\r\n", dialect->delimiter) == NULL, FALSE);

  g_autofree Reader *self = g_new0 (Reader, 1);
  self->data = data;
  self->length = length;
  self->delimiter = dialect->delimiter;
  self->record = record;
  self->fault = fault;
  self->user_data = user_data;
  self->line = 1;
  if (length > POSKO_CSV_MAX_BYTES)
    {
      report (self, POSKO_CSV_FAULT_TOO_MANY_BYTES, 1, 0);
      return FALSE;
    }
  if (length == 0)
    return TRUE;

  g_autoptr (GString) text = g_string_new (NULL);
  self->text = text;
  self->text_sound = g_utf8_validate_len (data, length, NULL);
  open_parser (self);
  read_all (self);
  csv_free (&self->parser);
  return !self->faulty && !self->stop;
}

PoskoCsvDialect
posko_csv_detect (const char *data, gsize length)
{
  static const char candidates[] = ";\t|,";
  gsize counts[4] = { 0 }, first[4] = { 0 }, agreeing[4] = { 0 };
  PoskoCsvDialect dialect;
  gboolean inside = FALSE, blank = TRUE;
  gsize lines = 0;

  /* A line here is a record: line ends inside quotes do not count. The first one is taken for the header, and each
     candidate that cuts it gains a point for every further line it cuts into as many parts. */
  length = MIN (length, PIECE_BYTES);
  for (gsize i = 0; i <= length && lines < DETECT_LINES; i++)
    {
      const gboolean end = i == length || (!inside && (data[i] == '\n' || data[i] == '\r'));
      if (!end)
        {
          const char *const hit = data[i] == '\0' || inside ? NULL : strchr (candidates, data[i]);
          if (hit != NULL)
            counts[hit - candidates]++;
          inside ^= data[i] == '"';
          blank = FALSE;
          continue;
        }
      for (guint c = 0; c < G_N_ELEMENTS (counts) && !blank; c++)
        {
          if (lines == 0)
            first[c] = counts[c];
          agreeing[c] += first[c] > 0 && counts[c] == first[c];
          counts[c] = 0;
        }
      lines += !blank;
      blank = TRUE;
    }

  guint best = 3;
  for (guint c = 0; c < G_N_ELEMENTS (first); c++)
    if (agreeing[c] > agreeing[best] || (agreeing[c] == agreeing[best] && first[c] > first[best]))
      best = c;
  dialect.delimiter = candidates[best];
  return dialect;
}

const char *
posko_csv_fault_describe (PoskoCsvFaultKind kind)
{
  switch (kind)
    {
    case POSKO_CSV_FAULT_UNCLOSED_QUOTE:
      return _ ("a quotation mark is opened and never closed");
    case POSKO_CSV_FAULT_STRAY_QUOTE:
      return _ ("a quotation mark inside a cell, or text after a closing one");
    case POSKO_CSV_FAULT_NUL:
      return _ ("a zero byte");
    case POSKO_CSV_FAULT_NOT_UTF8:
      return _ ("bytes that are not UTF-8");
    case POSKO_CSV_FAULT_FIELD_TOO_LONG:
      return _ ("a cell or row that is too long");
    case POSKO_CSV_FAULT_TOO_MANY_COLUMNS:
      return _ ("too many columns");
    case POSKO_CSV_FAULT_TOO_MANY_ROWS:
      return _ ("too many rows");
    case POSKO_CSV_FAULT_TOO_MANY_BYTES:
      return _ ("the file is too large");
    default:
      g_return_val_if_reached ("");
    }
}
