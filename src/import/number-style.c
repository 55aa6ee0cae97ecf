/* number-style.c: how a column writes its numbers; see number-style.h.
 *
 * The rules of docs/model.md section 15.2. Each cell is looked at once and counted by what its marks can mean: a mark that occurs twice
 * groups thousands, the later of two kinds is the decimal mark, a single mark before anything but three digits is a decimal mark, and
 * a single mark before three digits can be either: what the other cells prove decides, else the column's use. O(length) a cell.
 */
#include "number-style.h"

#include <math.h>
#include <string.h>

#include "i18n.h"
#include "notation.h"
#include "number.h"

#define MAX_BODY 64u   /* longer texts are no numbers that a person writes */
#define MANY_FRACTIONS 4u /* one slip is its cell's fault, one in so many the column's */
#define MAX_DIGITS 15u /* before the decimal mark: more are an identifier, and a double would round them */
#define MAX_COUNT 9007199254740992.0 /* 2^53 */

static const char marks[] = { '.', ',', ' ', '\'' };
#define N_MARKS G_N_ELEMENTS (marks)

/* A cell taken apart: sign, digits with marks, exponent, unit. */
typedef struct
{
  char body[MAX_BODY + 1]; /* digits and marks; every blank is ' ', every apostrophe '\'' */
  char exponent[8];        /* "e+15", "" */
  gsize length;
  gboolean negative, sign, percent;
} Cell;

typedef enum
{
  PROOF_THOUSANDS,
  PROOF_DECIMAL,
  PROOF_EITHER, /* 1.234 */
  N_PROOFS,
} Proof;

typedef struct
{
  guint n, row; /* row of the first */
} Tally;

typedef struct
{
  const PoskoSheet *sheet;
  guint column;
  PoskoNumberUse use;
  Tally seen[N_MARKS][N_PROOFS];
  guint n_cells, n_fractions;
  guint n_signs, n_over_1, n_unsigned; /* of shares: with %, over 1 without, not 0 without */
  guint percent_row;
  gboolean over_100;
} Survey;

/* The length of the blank at @at, in any of its spellings; 0 when there is none. */
static gsize
blank_length (const char *at)
{
  static const char *const spellings[] = { " ", "\t", "\n", "\r", "\u00a0", "\u2007", "\u2009", "\u202f", "\ufeff" };
  if (((guchar) *at > ' ' && (guchar) *at < 0x80) || *at == '\0')
    return 0; /* nearly always */
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    if (g_str_has_prefix (at, spellings[i]))
      return strlen (spellings[i]);
  return 0;
}

static const char *
skip_blanks (const char *at)
{
  for (gsize length; (length = blank_length (at)) > 0;)
    at += length;
  return at;
}

static const char *
read_sign (const char *at, Cell *cell)
{
  static const char *const minus[] = { "-", "\u2212", "\u2013" }; /* a word processor's dash, too */
  if (g_ascii_isdigit (*at))
    return at;
  for (guint i = 0; i < G_N_ELEMENTS (minus) && !cell->sign; i++)
    if (g_str_has_prefix (at, minus[i]))
      {
        cell->sign = cell->negative = TRUE;
        at += strlen (minus[i]);
      }
  if (!cell->sign && *at == '+')
    {
      cell->sign = TRUE;
      at++;
    }
  return skip_blanks (at);
}

/* The mark that stands at @at between digits, 0 when there is none; @length: its bytes. */
static char
mark_at (const char *at, gsize *length)
{
  *length = 1;
  if (*at == '.' || *at == ',' || *at == '\'')
    return *at;
  if ((guchar) *at >= 0x80 && g_str_has_prefix (at, "\u2019"))
    {
      *length = strlen ("\u2019");
      return '\'';
    }
  *length = blank_length (at);
  return *length > 0 ? ' ' : '\0';
}

static const char *
read_body (const char *at, Cell *cell)
{
  while (cell->length < MAX_BODY)
    {
      gsize length = 1;
      const char mark = g_ascii_isdigit (*at) ? *at : mark_at (at, &length);
      if (mark == '\0' || (!g_ascii_isdigit (*at) && !g_ascii_isdigit (at[length])))
        break;
      cell->body[cell->length++] = mark;
      at += length;
    }
  cell->body[cell->length] = '\0';
  return at;
}

static const char *
read_exponent (const char *at, Cell *cell)
{
  gsize n = 1;
  if (g_ascii_tolower (*at) != 'e')
    return at;
  n += at[n] == '+' || at[n] == '-';
  const gsize first = n;
  while (n < sizeof cell->exponent - 1 && g_ascii_isdigit (at[n]))
    n++;
  if (n == first || g_ascii_isdigit (at[n]))
    return at;
  memcpy (cell->exponent, at, n);
  cell->exponent[n] = '\0';
  return at + n;
}

static gboolean
read_unit (const char *at, Cell *cell)
{
  static const char *const units[] = { "orang", "org", "jiwa", "pemilih", "petugas", "voters", "people", "tps", "m", "meter", "\u00b0", "\u00ba" };
  at = skip_blanks (at);
  if (*at == '\0')
    return TRUE;
  cell->percent = *at == '%';
  at += cell->percent;
  for (guint i = 0; i < G_N_ELEMENTS (units) && !cell->percent; i++)
    {
      const gsize length = strlen (units[i]);
      if (g_ascii_strncasecmp (at, units[i], length) == 0 && *skip_blanks (at + length + (at[length] == '.')) == '\0')
        return TRUE;
    }
  return *skip_blanks (at) == '\0';
}

/* Whether @text is one number in some notation. */
static gboolean
take_apart (const char *text, Cell *cell)
{
  cell->length = 0;
  cell->exponent[0] = '\0';
  cell->negative = cell->sign = cell->percent = FALSE;
  const char *at = read_sign (skip_blanks (text), cell);
  at = read_body (at, cell);
  if (cell->length == 0 || cell->body[0] == ' ' || cell->body[0] == '\'')
    return FALSE;
  return read_unit (read_exponent (at, cell), cell);
}

/* Whether the first @length bytes of @body are groups of three with @mark between, the first one of 1 to 3 digits. */
static gboolean
is_grouped (const char *body, gsize length, char mark)
{
  gsize digits = 0, groups = 0;
  for (gsize i = 0; i <= length; i++)
    {
      if (i < length && g_ascii_isdigit (body[i]))
        {
          digits++;
          continue;
        }
      if ((i < length && body[i] != mark) || digits == 0 || digits > 3 || (groups > 0 && digits < 3))
        return FALSE;
      digits = 0;
      groups++;
    }
  return groups > 1 && body[0] != '0';
}

/* What one mark alone proves; FALSE when such a cell is no number. */
static gboolean
judge_one_mark (const Cell *cell, char mark, gsize at, gboolean several, Proof *proof)
{
  const gsize after = cell->length - at - 1;
  const gboolean grouped = cell->exponent[0] == '\0' && is_grouped (cell->body, cell->length, mark);

  if (several || mark == ' ' || mark == '\'')
    {
      *proof = PROOF_THOUSANDS;
      return grouped;
    }
  *proof = grouped ? PROOF_EITHER : PROOF_DECIMAL;
  return after > 0;
}

static gsize
mark_index (char mark)
{
  gsize i = 0;
  while (marks[i] != mark)
    i++;
  return i;
}

static void
count_proof (Survey *self, char mark, Proof proof, guint row)
{
  Tally *tally = &self->seen[mark_index (mark)][proof];
  if (tally->n++ == 0)
    tally->row = row;
}

/* A fraction in a column of counts is a fault of its cell, and no evidence of the column's decimal mark; "12.0" is. */
static gboolean
is_whole (const Cell *cell, gsize decimal_at)
{
  return cell->exponent[0] != '\0' || strspn (cell->body + decimal_at + 1, "0") == cell->length - decimal_at - 1;
}

/* Counts what the marks of @cell prove. Returns: whether it is a number at all */
static gboolean
judge (Survey *self, const Cell *cell, guint row)
{
  const gsize first = strcspn (cell->body, "., '");
  if (first == cell->length)
    return TRUE;
  const char mark = cell->body[first];
  gsize last = cell->length - 1;
  Proof proof;

  while (g_ascii_isdigit (cell->body[last]))
    last--;
  if (cell->body[last] == mark)
    {
      if (!judge_one_mark (cell, mark, first, first != last, &proof))
        return FALSE;
      if (self->use != POSKO_NUMBER_COUNT || proof != PROOF_DECIMAL || is_whole (cell, first))
        count_proof (self, mark, proof, row);
      else
        self->n_fractions++;
      return TRUE;
    }
  const char decimal = cell->body[last];
  if ((decimal != '.' && decimal != ',') || !is_grouped (cell->body, last, mark))
    return FALSE;
  count_proof (self, mark, PROOF_THOUSANDS, row);
  if (self->use != POSKO_NUMBER_COUNT || is_whole (cell, last))
    count_proof (self, decimal, PROOF_DECIMAL, row);
  else
    self->n_fractions++;
  return TRUE;
}

/* Degrees have a hemisphere before or after them: "S 2.1309", "2,1309 LS"; coordinate.h reads it, here only the number counts. */
static gboolean
take_apart_degrees (const char *text, Cell *cell)
{
  char number[MAX_BODY * 2];
  while (g_ascii_isalpha (*text) || *text == ' ')
    text++;
  gsize length = strlen (text);
  while (length > 0 && (g_ascii_isalpha (text[length - 1]) || text[length - 1] == ' '))
    length--;
  if (length == 0 || length >= sizeof number)
    return FALSE;
  memcpy (number, text, length);
  number[length] = '\0';
  return take_apart (number, cell);
}

static void
survey_share (Survey *self, const Cell *cell, guint row)
{
  char plain[MAX_BODY + 1];
  gdouble value;

  if (cell->percent && self->n_signs++ == 0)
    self->percent_row = row;
  memcpy (plain, cell->body, cell->length + 1);
  g_strdelimit (plain, ",", '.'); /* a share has a decimal mark at most */
  if (cell->percent || !posko_number_read_decimal (plain, strlen (plain), '.', &value) || value <= 0)
    return;
  self->n_unsigned++;
  if (value > 1 && self->n_over_1++ == 0 && self->n_signs == 0)
    self->percent_row = row;
  self->over_100 |= value > 100;
}

static gboolean
survey_cell (Survey *self, guint row, gboolean is_data)
{
  const PoskoSheetKind kind = posko_sheet_kind (self->sheet, row, self->column);
  const char *text = posko_sheet_text (self->sheet, row, self->column);
  Cell cell;

  if (kind != POSKO_SHEET_TEXT && kind != POSKO_SHEET_NUMBER)
    return FALSE;
  if (text[strspn (text, "0123456789")] == '\0' && self->use != POSKO_NUMBER_SHARE)
    return TRUE; /* most cells of most columns: nothing to learn */
  if (!(self->use == POSKO_NUMBER_DEGREES ? take_apart_degrees (text, &cell) : take_apart (text, &cell)))
    return FALSE;
  if (kind == POSKO_SHEET_TEXT && !judge (self, &cell, row))
    return FALSE;
  if (self->use == POSKO_NUMBER_SHARE && is_data)
    survey_share (self, &cell, row);
  return TRUE;
}

static void
survey_column (Survey *self, const PoskoLayout *layout)
{
  for (guint row = 0; row < posko_sheet_n_rows (self->sheet); row++)
    if (layout->kinds[row] == POSKO_ROW_DATA)
      self->n_cells += survey_cell (self, row, TRUE);
    else if (layout->kinds[row] == POSKO_ROW_TOTAL)
      survey_cell (self, row, FALSE);
}

static void
join_tally (Tally *to, const Tally *more)
{
  if (more->n == 0)
    return;
  to->row = to->n == 0 ? more->row : MIN (to->row, more->row);
  to->n += more->n;
}

/* Gives the cells that can be read either way to the reading that the others prove, else to the one that the use suggests. */
static void
settle_either (Survey *self)
{
  const gboolean thousands = self->use == POSKO_NUMBER_COUNT || self->use == POSKO_NUMBER_METRES;
  for (guint m = 0; m < N_MARKS; m++)
    {
      Tally *seen = self->seen[m];
      join_tally (&seen[thousands || seen[PROOF_THOUSANDS].n > 0 ? PROOF_THOUSANDS : PROOF_DECIMAL], &seen[PROOF_EITHER]);
    }
}

/* The mark with the most cells of @proof; N_MARKS when there is none. @n_kinds: how many marks have some */
static guint
commonest (const Survey *self, Proof proof, guint *n_kinds)
{
  guint best = N_MARKS;
  *n_kinds = 0;
  for (guint m = 0; m < N_MARKS; m++)
    {
      *n_kinds += self->seen[m][proof].n > 0;
      if (self->seen[m][proof].n > (best < N_MARKS ? self->seen[best][proof].n : 0))
        best = m;
    }
  return best;
}

static void
keep_evidence (const Survey *self, PoskoNumberStyle *style, Tally evidence)
{
  const char *end;

  style->n_for = evidence.n;
  if (evidence.n == 0)
    return;
  style->line = posko_sheet_line (self->sheet, evidence.row);
  g_strlcpy (style->example, posko_sheet_text (self->sheet, evidence.row, self->column), sizeof style->example);
  if (!g_utf8_validate (style->example, -1, &end))
    style->example[end - style->example] = '\0'; /* cut in the midst of a character */
}

static PoskoNumberStyle
settle (Survey *self)
{
  PoskoNumberStyle style = { .n_cells = self->n_cells, .fractional = self->n_fractions > 1 && self->n_fractions * MANY_FRACTIONS > self->n_cells };
  Tally evidence = { 0, 0 };
  guint n_thousands, n_decimals;

  settle_either (self);
  guint thousands = commonest (self, PROOF_THOUSANDS, &n_thousands), decimal = commonest (self, PROOF_DECIMAL, &n_decimals);
  /* Degrees are read with either decimal mark (coordinate.h): two of them in one column are untidy, not doubtful. */
  style.doubtful = n_thousands > 1 || (n_decimals > 1 && self->use != POSKO_NUMBER_DEGREES);
  for (guint m = 0; m < N_MARKS; m++)
    style.doubtful |= self->seen[m][PROOF_THOUSANDS].n > 0 && self->seen[m][PROOF_DECIMAL].n > 0;
  if (thousands < N_MARKS && thousands == decimal)
    {
      if (self->seen[decimal][PROOF_DECIMAL].n > self->seen[thousands][PROOF_THOUSANDS].n)
        thousands = N_MARKS;
      else
        decimal = N_MARKS;
    }
  if (thousands < N_MARKS)
    join_tally (&evidence, &self->seen[thousands][PROOF_THOUSANDS]);
  if (decimal < N_MARKS)
    join_tally (&evidence, &self->seen[decimal][PROOF_DECIMAL]);
  style.thousands = thousands < N_MARKS ? marks[thousands] : '\0';
  style.decimal = decimal < N_MARKS ? marks[decimal] : '\0';
  style.percent = self->n_unsigned == 0 ? self->n_signs > 0 : self->n_over_1 == self->n_unsigned && !self->over_100;
  if (style.percent)
    evidence = (Tally) { self->n_signs + self->n_over_1, self->percent_row };
  keep_evidence (self, &style, evidence);
  return style;
}

/* @style's reading of the cell in @row, in plain notation. */
static char *
read_plain (const PoskoNumberStyle *style, const Survey *self, guint row)
{
  const PoskoSheetKind kind = posko_sheet_kind (self->sheet, row, self->column);
  gdouble value;
  Cell cell;

  if (self->use == POSKO_NUMBER_DEGREES || !posko_number_style_read (style, kind, posko_sheet_text (self->sheet, row, self->column), &value))
    {
      if (!take_apart_degrees (posko_sheet_text (self->sheet, row, self->column), &cell)
          || !posko_number_style_read (style, kind, cell.body, &value))
        return NULL;
      value = cell.negative ? -value : value;
    }
  GString *text = g_string_new (NULL);
  posko_notation_append_number (text, style->percent ? value / 100 : value, 9);
  while (text->str[text->len - 1] == '0')
    g_string_truncate (text, text->len - 1);
  if (text->str[text->len - 1] == '.')
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

/* Both readings of a doubtful column, each with its first cell. */
static void
tell_doubt (const Survey *self, PoskoImportEvent *event, PoskoImportLog *log)
{
  event->action = POSKO_IMPORT_FAULT;
  event->code = "number-style-doubtful";
  event->expected = _ ("one way of writing numbers in the whole column");
  event->remedy = _ ("state the decimal mark and the thousands mark of this column in the mapping file");
  for (guint m = 0; m < N_MARKS; m++)
    for (guint proof = PROOF_THOUSANDS; proof <= PROOF_DECIMAL; proof++)
      {
        const Tally *tally = &self->seen[m][proof];
        if (tally->n == 0)
          continue;
        const PoskoNumberStyle reading = { .thousands = proof == PROOF_THOUSANDS ? marks[m] : '\0', .decimal = proof == PROOF_DECIMAL ? marks[m] : '\0' };
        g_autofree char *became = read_plain (&reading, self, tally->row);
        event->line = posko_sheet_line (self->sheet, tally->row);
        event->found = posko_sheet_text (self->sheet, tally->row, self->column);
        event->became = became;
        posko_import_log_add (log, event);
      }
}

static void
tell_style (const Survey *self, const PoskoNumberStyle *style, PoskoImportEvent *event, PoskoImportLog *log)
{
  guint row = 0;
  while (posko_sheet_line (self->sheet, row) != style->line)
    row++;
  g_autofree char *became = read_plain (style, self, row);
  event->action = POSKO_IMPORT_NOTE;
  event->code = "number-style";
  event->line = style->line;
  event->found = style->example;
  event->became = became;
  posko_import_log_add (log, event);
}

PoskoNumberStyle
posko_number_style_decide (const PoskoSheet *sheet, const PoskoLayout *layout, guint column, PoskoNumberUse use, const char *file,
                           PoskoImportLog *log)
{
  Survey survey = { .sheet = sheet, .column = column, .use = use };

  survey_column (&survey, layout);
  const PoskoNumberStyle style = settle (&survey);
  PoskoImportEvent event = { .file = file, .column = column < layout->n_columns ? layout->headers[column] : NULL };
  if (log != NULL && style.doubtful)
    tell_doubt (&survey, &event, log);
  else if (log != NULL && style.n_for > 0 && (style.decimal == ',' || style.thousands != '\0' || style.percent))
    tell_style (&survey, &style, &event, log);
  return style;
}

/* @cell in plain notation: thousands taken out, the decimal mark a point. */
static gboolean
make_plain (const PoskoNumberStyle *style, const Cell *cell, char *plain)
{
  const char decimal = style->decimal != '\0' ? style->decimal : style->thousands == '.' ? ',' : '.';
  const char *mark = strchr (cell->body, decimal);
  const gsize whole = mark == NULL ? cell->length : (gsize) (mark - cell->body);
  const gboolean grouped = strcspn (cell->body, "., '") < whole;
  gsize n = 0, digits = 0;

  if (grouped && (style->thousands == '\0' || !is_grouped (cell->body, whole, style->thousands)))
    return FALSE;
  if (mark != NULL && mark[1 + strspn (mark + 1, "0123456789")] != '\0')
    return FALSE;
  for (gsize i = 0; i < cell->length; i++)
    {
      if (g_ascii_isdigit (cell->body[i]))
        plain[n++] = cell->body[i];
      else if (i == whole)
        plain[n++] = '.';
      digits += i < whole && g_ascii_isdigit (cell->body[i]) && (digits > 0 || cell->body[i] != '0');
    }
  g_strlcpy (plain + n, cell->exponent, sizeof cell->exponent);
  return digits <= MAX_DIGITS;
}

static gboolean
read_cell (const PoskoNumberStyle *self, PoskoSheetKind kind, const char *text, Cell *cell, gdouble *value)
{
  static const PoskoNumberStyle plain_style = { .decimal = '.' };
  char plain[MAX_BODY + sizeof cell->exponent + 1];
  gdouble number;

  if ((kind != POSKO_SHEET_TEXT && kind != POSKO_SHEET_NUMBER) || !take_apart (text, cell))
    return FALSE;
  if (!make_plain (kind == POSKO_SHEET_NUMBER ? &plain_style : self, cell, plain))
    return FALSE;
  if (!posko_number_read_decimal (plain, strlen (plain), '.', &number))
    return FALSE;
  *value = cell->negative ? -number : number;
  return TRUE;
}

gboolean
posko_number_style_read (const PoskoNumberStyle *self, PoskoSheetKind kind, const char *text, gdouble *value)
{
  Cell cell;
  gdouble number;

  if (!read_cell (self, kind, text, &cell, &number))
    return FALSE;
  *value = cell.percent && !self->percent ? number / 100 : number;
  return TRUE;
}

/* "121": a count in every style. */
static gboolean
read_digits (const char *text, gint64 *value)
{
  gint64 number = 0;
  guint n = 0;

  for (; g_ascii_isdigit (text[n]) && n < 9; n++)
    number = number * 10 + (text[n] - '0');
  if (n == 0 || text[n] != '\0')
    return FALSE;
  *value = number;
  return TRUE;
}

gboolean
posko_number_style_read_count (const PoskoNumberStyle *self, PoskoSheetKind kind, const char *text, gint64 *value)
{
  Cell cell;
  gdouble number;

  if (self->fractional)
    return FALSE;
  if ((kind == POSKO_SHEET_TEXT || kind == POSKO_SHEET_NUMBER) && read_digits (text, value))
    return TRUE; /* nearly always */
  if (!read_cell (self, kind, text, &cell, &number) || cell.sign || cell.percent)
    return FALSE;
  if (number < 0 || number >= MAX_COUNT || number != floor (number))
    return FALSE;
  *value = (gint64) number;
  return TRUE;
}
