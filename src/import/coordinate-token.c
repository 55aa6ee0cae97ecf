/* coordinate-token.c: the signs of one cell made one spelling, and cut into tokens; see coordinate-private.h.
 *
 * Offices copy coordinates out of maps, GPS sets and word processors, each with its own degree sign, primes and blanks.
 * They are made one first, so that the grammars above have a dozen kinds of token and no list of formats. O(length).
 */
#include <string.h>

#include "coordinate-private.h"

#define DEGREE_SIGN '\001'

/* Returns: the plain spelling of @c, 0 when no coordinate has it */
static char
plain_sign (gunichar c)
{
  static const struct
  {
    gunichar from, to;
    char plain;
  } signs[] = {
    { 0x09, 0x0d, '\n' },
    { 0x20, 0x20, ' ' },
    { '`', '`', '\'' },
    { 0x85, 0x85, '\n' },
    { 0xa0, 0xa0, ' ' },
    { 0xb0, 0xb0, DEGREE_SIGN },
    { 0xb4, 0xb4, '\'' },
    { 0xba, 0xba, DEGREE_SIGN },
    { 0x2b9, 0x2b9, '\'' },
    { 0x2ba, 0x2ba, '"' },
    { 0x2bb, 0x2bd, '\'' },
    { 0x2ca, 0x2cb, '\'' },
    { 0x2da, 0x2da, DEGREE_SIGN },
    { 0x2dd, 0x2dd, '"' },
    { 0x2000, 0x200d, ' ' },
    { 0x2010, 0x2015, '-' },
    { 0x2018, 0x201b, '\'' },
    { 0x201c, 0x201f, '"' },
    { 0x2028, 0x2029, '\n' },
    { 0x202f, 0x202f, ' ' },
    { 0x2032, 0x2032, '\'' },
    { 0x2033, 0x2033, '"' },
    { 0x2035, 0x2035, '\'' },
    { 0x2036, 0x2036, '"' },
    { 0x205f, 0x2060, ' ' },
    { 0x2070, 0x2070, DEGREE_SIGN },
    { 0x2212, 0x2212, '-' },
    { 0x2218, 0x2218, DEGREE_SIGN },
    { 0x3000, 0x3000, ' ' },
    { 0xfe63, 0xfe63, '-' },
    { 0xfeff, 0xfeff, ' ' },
    { 0xff02, 0xff02, '"' },
    { 0xff07, 0xff07, '\'' },
    { 0xff0b, 0xff0b, '+' },
    { 0xff0c, 0xff0c, ',' },
    { 0xff0d, 0xff0d, '-' },
  };

  if (c < 0x80 && (g_ascii_isalnum ((char) c) || (c != 0 && strchr (".,;:|/=&()[]{}<>'\"+-", (int) c) != NULL)))
    return g_ascii_toupper ((char) c);
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (c >= signs[i].from && c <= signs[i].to)
      return signs[i].plain;
  return 0;
}

/* Quotes of a spreadsheet or a text round the whole cell, which are no marks of minutes: nothing begins with one. */
static void
strip_quotes (char *plain)
{
  gsize length = strlen (plain);

  if (length > 1 && plain[0] == '"' && plain[length - 1] == '"')
    plain[length - 1] = '\0';
  if (plain[0] == '\'' || (plain[0] == '"' && plain[length - 1] == '\0'))
    memmove (plain, plain + 1, strlen (plain));
  g_strstrip (plain);
}

gboolean
posko_coordinate_plain (const char *text, char plain[POSKO_COORDINATE_MAX_TEXT + 1])
{
  gsize n = 0;

  for (const char *at = text; *at != '\0';)
    {
      /* The bytes of one character at most; a text that ends within it is found damaged. */
      gunichar c = g_utf8_get_char_validated (at, (gssize) strnlen (at, 4));
      if (c == (gunichar) -1 || c == (gunichar) -2 || n == POSKO_COORDINATE_MAX_TEXT)
        return FALSE;
      at = g_utf8_next_char (at);
      /* "Â°" is a degree sign in UTF-8 that was read as Windows-1252. */
      if (c == 0xc2 && (g_str_has_prefix (at, "°") || g_str_has_prefix (at, "º")))
        continue;
      plain[n] = plain_sign (c);
      if (plain[n++] == '\0')
        return FALSE;
    }
  plain[n] = '\0';
  g_strstrip (plain);
  strip_quotes (plain);
  return *plain != '\0';
}

typedef struct
{
  const char *plain, *at;
  PoskoCoordinateCommas commas;
  PoskoCoordinateToken *token;
  guint n_numbers, n_with_comma;
  gboolean tight; /* a separating comma directly between digits */
} Lexer;

static void
read_number (Lexer *self)
{
  const gboolean metres = self->commas >= POSKO_METRES_POINTS;
  const gboolean comma = self->commas == POSKO_COMMAS_DECIMAL || self->commas == POSKO_METRES_ALL;
  gboolean with_comma = FALSE;

  for (guint marks = 0; g_ascii_isdigit (*self->at); marks++)
    {
      while (g_ascii_isdigit (*self->at))
        self->at++;
      if ((marks > 0 && !metres) || !(*self->at == '.' || (comma && *self->at == ','))
          || !g_ascii_isdigit (self->at[1]))
        break;
      with_comma |= *self->at++ == ',';
    }
  self->n_numbers++;
  self->n_with_comma += with_comma;
}

/* Letters, with the dots of an abbreviation: "LS", "L.S.", "Lat." */
static gboolean
read_word (Lexer *self)
{
  static const struct
  {
    const char *word;
    PoskoCoordinateTokenKind kind;
  } special[] = {
    { "DEG", POSKO_TOKEN_DEGREE },     { "DEGREE", POSKO_TOKEN_DEGREE },  { "DEGREES", POSKO_TOKEN_DEGREE },
    { "DERAJAT", POSKO_TOKEN_DEGREE }, { "DER", POSKO_TOKEN_DEGREE },     { "MIN", POSKO_TOKEN_MINUTE },
    { "MINUTE", POSKO_TOKEN_MINUTE },  { "MINUTES", POSKO_TOKEN_MINUTE }, { "MENIT", POSKO_TOKEN_MINUTE },
    { "MNT", POSKO_TOKEN_MINUTE },     { "SEC", POSKO_TOKEN_SECOND },     { "SECOND", POSKO_TOKEN_SECOND },
    { "SECONDS", POSKO_TOKEN_SECOND }, { "DETIK", POSKO_TOKEN_SECOND },   { "DTK", POSKO_TOKEN_SECOND },
    { "DAN", POSKO_TOKEN_SEPARATOR },  { "AND", POSKO_TOKEN_SEPARATOR },
  };
  gsize n = 0;

  for (; g_ascii_isalpha (*self->at) || (*self->at == '.' && !g_ascii_isdigit (self->at[1])); self->at++)
    if (*self->at != '.')
      {
        if (n == POSKO_COORDINATE_MAX_WORD)
          return FALSE;
        self->token->word[n++] = *self->at;
      }
  self->token->word[n] = '\0';
  self->token->kind = POSKO_TOKEN_WORD;
  for (guint i = 0; i < G_N_ELEMENTS (special); i++)
    if (strcmp (self->token->word, special[i].word) == 0)
      self->token->kind = special[i].kind;
  return TRUE;
}

static gboolean
read_sign (Lexer *self)
{
  const char c = *self->at++;
  const gboolean between = self->at - 1 > self->plain && g_ascii_isdigit (self->at[-2]) && g_ascii_isdigit (*self->at);

  switch (c)
    {
    case DEGREE_SIGN:
      self->token->kind = POSKO_TOKEN_DEGREE;
      return TRUE;
    case '\'':
      self->token->kind = *self->at == '\'' ? POSKO_TOKEN_SECOND : POSKO_TOKEN_MINUTE;
      self->at += *self->at == '\'';
      return TRUE;
    case '"':
      self->token->kind = POSKO_TOKEN_SECOND;
      return TRUE;
    case '+':
      self->token->kind = POSKO_TOKEN_PLUS;
      return TRUE;
    case '-':
      self->token->kind = between ? POSKO_TOKEN_JOINT : POSKO_TOKEN_MINUS;
      return TRUE;
    case ':':
    case '=':
      self->token->kind = between && c == ':' ? POSKO_TOKEN_JOINT : POSKO_TOKEN_COLON;
      return TRUE;
    case ',':
    case ';':
    case '/':
    case '|':
    case '&':
      self->tight |= c == ',' && between;
      self->token->kind = POSKO_TOKEN_SEPARATOR;
      return TRUE;
    default:
      self->token->kind = strchr ("([{<", c) != NULL ? POSKO_TOKEN_OPEN : POSKO_TOKEN_CLOSE;
      return strchr ("([{<>}])", c) != NULL;
    }
}

static gboolean
read_token (Lexer *self)
{
  const char *const start = self->at;
  gboolean sound = TRUE;

  /* A letter o or d that directly follows a number is a degree sign: "2o07", "2d07". */
  if (start > self->plain && g_ascii_isdigit (start[-1]) && (*start == 'O' || *start == 'D')
      && !g_ascii_isalpha (start[1]))
    {
      self->token->kind = POSKO_TOKEN_DEGREE;
      self->at++;
    }
  else if (g_ascii_isdigit (*start))
    {
      self->token->kind = POSKO_TOKEN_NUMBER;
      read_number (self);
    }
  else if (g_ascii_isalpha (*start))
    sound = read_word (self);
  else
    sound = read_sign (self);
  self->token->text = start;
  self->token->length = (gsize) (self->at - start);
  return sound;
}

gboolean
posko_coordinate_tokens (const char *plain, PoskoCoordinateCommas commas, PoskoCoordinateTokens *tokens)
{
  Lexer lexer = { .plain = plain, .at = plain, .commas = commas };

  for (tokens->n = 0; *lexer.at != '\0'; tokens->n++)
    {
      if (tokens->n == POSKO_COORDINATE_MAX_TOKENS)
        return FALSE;
      lexer.token = &tokens->tokens[tokens->n];
      lexer.token->blank = 0;
      for (; *lexer.at == ' ' || *lexer.at == '\n'; lexer.at++)
        lexer.token->blank = MAX (lexer.token->blank, *lexer.at == ' ' ? 1 : 2);
      if (!read_token (&lexer))
        return FALSE;
    }
  /* "-2.13,106,5": which of the commas is the decimal one, nobody knows. */
  return !(commas == POSKO_COMMAS_DECIMAL && lexer.tight && lexer.n_with_comma > 0
           && lexer.n_with_comma < lexer.n_numbers);
}
