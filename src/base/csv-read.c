/* csv-read.c: the guard round libcsv; see csv-read.h.
 *
 * libcsv 3.0.3 (Robert Gamble) is a byte-wise state machine. It is fed one physical line at a time, so that the line
 * number is known when a record ends, and a long line in pieces, so that a field over its limit is noticed before it
 * has grown. Lines that are blank are not fed at all. libcsv's trimming of blanks is switched off.
 *
 * Line ends. A text is looked through once for CRs that are not before an LF. Where there are fewer of them than LFs, the text is one
 * of LF or CRLF: old Mac files, with CR only, have none. There a CR before a delimiter is no line end, and is not fed where it stands
 * outside quotes: quotes are counted from the start of the record, of which libcsv's strict mode has found every one in its place.
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
  gboolean of_line_feeds; /* most lines end in LF or CRLF */
  gboolean has_dirt;      /* CRs before delimiters, which are no line ends */
  gboolean text_sound; /* all of the text is UTF-8 without zero bytes: no line needs a look */
  gsize checked_lines; /* lines up to here have had their bytes checked and reported */

  gsize record_line; /* where the record being read starts */
  gsize record_offset;
  gboolean in_record; /* a line was fed and its record has not ended */
  gboolean record_bad;
  gboolean record_long;
  gsize quotes_position; /* up to here the quotes of the record were counted */
  gboolean inside_quotes; /* there */
  gsize n_columns; /* fields of this record, also those over the limit */
  GString *text;   /* the fields one after the other, each with its NUL */
  gsize starts[POSKO_CSV_MAX_COLUMNS + 1];
  PoskoCsvField fields[POSKO_CSV_MAX_COLUMNS];

  gsize n_records;
  gboolean faulty;
  gboolean stop;
} Reader;

static gboolean
has_byte (const Reader *self, gsize position, char byte)
{
  return position < self->length && self->data[position] == byte;
}

/* The position after the line end that starts with the CR at @position. */
static gsize
line_end (const Reader *self, gsize position)
{
  if (has_byte (self, position + 1, '\n'))
    return position + 2;
  return position + (self->of_line_feeds && has_byte (self, position + 1, '\r') && has_byte (self, position + 2, '\n') ? 3 : 1);
}

/* Whether the byte at @position is a CR that is no line end. */
static gboolean
is_dirt (const Reader *self, gsize position)
{
  return self->has_dirt && has_byte (self, position, '\r') && has_byte (self, position + 1, self->delimiter);
}

/* Where the line that contains @position ends, its line end included. Looks ahead by a window, so that a text of lone
   CRs is not searched to its end for an LF from every line. */
static gsize
next_line (const Reader *self, gsize position)
{
  const char *const data = self->data;

  while (position < self->length)
    {
      const gsize window = MIN (self->length - position, WINDOW_BYTES);
      const char *const line_feed = memchr (data + position, '\n', window);
      const gsize limit = line_feed == NULL ? position + window : (gsize) (line_feed - data) + 1;
      const char *const carriage_return = memchr (data + position, '\r', limit - position);
      if (carriage_return != NULL && is_dirt (self, (gsize) (carriage_return - data)))
        position = (gsize) (carriage_return - data) + 1;
      else if (carriage_return != NULL)
        return line_end (self, (gsize) (carriage_return - data));
      else if (line_feed != NULL)
        return limit;
      else
        position = limit;
    }
  return self->length;
}

static gsize
count_line_feeds (const char *data, gsize length)
{
  const char *const end = data + length;
  gsize n = 0;
  for (const char *at = data; (at = memchr (at, '\n', (gsize) (end - at))) != NULL; at++)
    n++;
  return n;
}

/* Sees of what kind the line ends are. */
static void
look_at_line_ends (Reader *self)
{
  const char *const data = self->data, *const end = data + self->length;
  gsize n_line_ends = 0, n_dirt = 0;

  for (const char *at = data; (at = memchr (at, '\r', (gsize) (end - at))) != NULL; at++)
    {
      const gsize next = (gsize) (at - data) + 1;
      if (has_byte (self, next, self->delimiter))
        n_dirt++;
      else if (!has_byte (self, next, '\n') && !(has_byte (self, next, '\r') && has_byte (self, next + 1, '\n')))
        n_line_ends++;
    }
  self->of_line_feeds = count_line_feeds (data, self->length) > n_line_ends;
  self->has_dirt = self->of_line_feeds && n_dirt > 0;
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
report (Reader *self, PoskoCsvFaultKind kind, gsize line, gsize line_start, gsize character)
{
  const PoskoCsvFault fault = { .kind = kind, .line = line, .character = character, .offset = line_start };
  self->faulty = self->faulty || kind < POSKO_CSV_NOTICE_STRAY_CR;
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
  self->quotes_position = 0;
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
          report (self, POSKO_CSV_FAULT_TOO_MANY_ROWS, self->record_line, self->record_offset, 0);
          self->stop = TRUE;
        }
      else if (self->n_columns > POSKO_CSV_MAX_COLUMNS)
        report (self, POSKO_CSV_FAULT_TOO_MANY_COLUMNS, self->record_line, self->record_offset, 0);
      else if (self->record_long)
        report (self, POSKO_CSV_FAULT_FIELD_TOO_LONG, self->record_line, self->record_offset, 0);
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
      for (gsize next; (next = next_line (self, blamed_start)) <= blamed; blamed_start = next)
        line++;
    }
  if (kind == POSKO_CSV_FAULT_STRAY_QUOTE)
    report (self, kind, self->line, line_start, character_in_line (self, line_start, position));
  else
    report (self, kind, line, blamed_start, quoted ? character_in_line (self, blamed_start, blamed) : 0);

  self->position = next_line (self, blamed_start);
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
  report (self, *bad == '\0' ? POSKO_CSV_FAULT_NUL : POSKO_CSV_FAULT_NOT_UTF8, self->line, start,
          character_in_line (self, start, (gsize) (bad - self->data)));
}

/* Whether the record being read has a quote open at @position, which must not be before the one last asked for. */
static gboolean
is_inside_quotes (Reader *self, gsize position)
{
  if (self->quotes_position == 0)
    {
      self->quotes_position = self->record_offset;
      self->inside_quotes = FALSE;
    }
  for (; self->quotes_position < position; self->quotes_position++)
    self->inside_quotes ^= self->data[self->quotes_position] == '"';
  return self->inside_quotes;
}

/* How far the line that ends at @end may be fed from @at on: a piece, or to the next dirt. */
static gsize
piece_end (const Reader *self, gsize at, gsize end)
{
  const gsize limit = MIN (end, at + PIECE_BYTES);
  const char *found = self->data + at;

  if (!self->has_dirt)
    return limit;
  while ((found = memchr (found + 1, '\r', (gsize) (self->data + limit - found) - 1)) != NULL)
    if (is_dirt (self, (gsize) (found - self->data)))
      return (gsize) (found - self->data);
  return limit;
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
      if (is_dirt (self, at) && !is_inside_quotes (self, at))
        {
          report (self, POSKO_CSV_NOTICE_STRAY_CR, self->line, start, character_in_line (self, start, at++));
          continue;
        }
      const gsize piece = piece_end (self, at, end) - at;
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
        const gsize start = self->position, end = next_line (self, start);
        if (self->in_record || !is_blank_line (self, start, end))
          read_line (self, start, end);
        else
          {
            report (self, POSKO_CSV_NOTICE_BLANK_LINE, self->line, start, 0);
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
      report (self, POSKO_CSV_FAULT_TOO_MANY_BYTES, 1, 0, 0);
      return FALSE;
    }
  if (length == 0)
    return TRUE;

  g_autoptr (GString) text = g_string_new (NULL);
  self->text = text;
  self->text_sound = g_utf8_validate_len (data, length, NULL);
  look_at_line_ends (self);
  if (dialect->sep_line)
    {
      self->position = next_line (self, 0);
      self->line = 2;
    }
  open_parser (self);
  read_all (self);
  csv_free (&self->parser);
  return !self->faulty && !self->stop;
}

static const struct
{
  const char *code, *title, *remedy;
} kinds[POSKO_CSV_N_FAULTS] = {
  [POSKO_CSV_FAULT_UNCLOSED_QUOTE] = { "csv-quote-unclosed", N_ ("a quote that is never closed"), N_ ("close it, or take it out") },
  [POSKO_CSV_FAULT_STRAY_QUOTE] = { "csv-quote-stray", N_ ("a quote inside a cell that has no quotes round it"),
                                    N_ ("put quotes round the cell and double the one inside") },
  [POSKO_CSV_FAULT_NUL] = { "csv-nul", N_ ("a zero byte"), N_ ("save the table as CSV, UTF-8") },
  [POSKO_CSV_FAULT_NOT_UTF8] = { "csv-not-utf8", N_ ("bytes that are not UTF-8"), N_ ("save the table as CSV, UTF-8") },
  [POSKO_CSV_FAULT_FIELD_TOO_LONG] = { "csv-field-long", N_ ("a cell or row that is far too long"), N_ ("look for a quote that is not closed") },
  [POSKO_CSV_FAULT_TOO_MANY_COLUMNS] = { "csv-columns-many", N_ ("more columns than any table has"), N_ ("look whether this is the right file") },
  [POSKO_CSV_FAULT_TOO_MANY_ROWS] = { "csv-rows-many", N_ ("more than 10 million rows"), N_ ("look whether this is the right file") },
  [POSKO_CSV_FAULT_TOO_MANY_BYTES] = { "csv-bytes-many", N_ ("a table over 1 GiB"), N_ ("look whether this is the right file") },
  [POSKO_CSV_NOTICE_STRAY_CR] = { "csv-cr-stray", N_ ("a carriage return before the end of a cell"), N_ ("nothing: it is dropped") },
  [POSKO_CSV_NOTICE_BLANK_LINE] = { "row-blank", N_ ("an empty line"), N_ ("nothing: it is skipped") },
};

const char *
posko_csv_fault_describe (PoskoCsvFaultKind kind)
{
  g_return_val_if_fail ((guint) kind < POSKO_CSV_N_FAULTS, "");
  return _ (kinds[kind].title);
}

const char *
posko_csv_fault_code (PoskoCsvFaultKind kind)
{
  g_return_val_if_fail ((guint) kind < POSKO_CSV_N_FAULTS, "");
  return kinds[kind].code;
}

const char *
posko_csv_fault_remedy (PoskoCsvFaultKind kind)
{
  g_return_val_if_fail ((guint) kind < POSKO_CSV_N_FAULTS, "");
  return _ (kinds[kind].remedy);
}
