/* xlsx-scan.c: one row of a sheet, read without an XML parser where it is written plainly; see xlsx-private.h.
 *
 * A list of 250,000 TPS is 20 million tags, and nearly all its rows are written the same way: <row> with <c> with <v>, <f> or <is><t>, attributes in
 * quotes, entities of the five names or by number. Those rows are read here, in an eighth of expat's time; whatever else stands
 * in one (comments, CDATA, rich text, other elements, entities, a carriage return, what is not well-formed or not UTF-8) makes it odd, and expat
 * reads it and all that follow. What this file takes, expat takes with the same meaning: the fuzzer holds them against each other.
 * XML 1.0 (5th edition, 2008), 2.2, 2.4, 3.1, 4.1. O(bytes).
 */
#include <string.h>

#include "xlsx-private.h"

#define MAX_ATTRIBUTES 16u
#define MAX_CHARACTER 0x10ffffu

typedef struct
{
  const char *at, *end;
} Scan;

typedef struct
{
  const char *name;
  gsize length;
} Name;

static gboolean
take (Scan *scan, const char *literal, gsize length)
{
  if ((gsize) (scan->end - scan->at) < length || memcmp (scan->at, literal, length) != 0)
    return FALSE;
  scan->at += length;
  return TRUE;
}

#define TAKE(scan, literal) take (scan, literal, sizeof (literal) - 1)

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\n' || c == '\t';
}

static void
skip_blanks (Scan *scan)
{
  while (scan->at < scan->end && is_blank (*scan->at))
    scan->at++;
}

/* Keeps a value that a sheet asks for; FALSE where it is longer than any that makes sense. */
static gboolean
keep (PoskoXlsxAttributes *attributes, const Name *name, const char *value, gsize length)
{
  char *into = NULL;

  if (name->length == 1 && *name->name == 'r')
    into = attributes->r;
  else if (name->length == 1 && *name->name == 's')
    into = attributes->s;
  else if (name->length == 1 && *name->name == 't')
    into = attributes->t;
  else if (name->length == 6 && memcmp (name->name, "hidden", 6) == 0)
    into = attributes->hidden;
  if (into == NULL)
    return TRUE;
  if (length == 0 || length >= sizeof attributes->r)
    return FALSE;
  memcpy (into, value, length);
  into[length] = '\0';
  return TRUE;
}

static gboolean
scan_value (Scan *scan, const char **value, gsize *length)
{
  if (scan->end - scan->at < 2 || (*scan->at != '"' && *scan->at != '\''))
    return FALSE;
  const char quote = *scan->at++;
  *value = scan->at;
  while (scan->at < scan->end && *scan->at != quote && *scan->at >= ' ' && *scan->at < 0x7f && *scan->at != '<' && *scan->at != '&')
    scan->at++;
  *length = (gsize) (scan->at - *value);
  return scan->at < scan->end && *scan->at++ == quote;
}

static gboolean
is_name_byte (char c, gboolean is_first)
{
  return g_ascii_isalpha (c) || c == '_' || (!is_first && (g_ascii_isdigit (c) || c == '-' || c == '.' || c == ':'));
}

/* The attributes up to the tag's end, which is passed too. No name may stand there twice. */
static gboolean
scan_attributes (Scan *scan, PoskoXlsxAttributes *attributes, gboolean *is_empty)
{
  Name names[MAX_ATTRIBUTES];

  attributes->r[0] = attributes->s[0] = attributes->t[0] = attributes->hidden[0] = '\0';
  for (guint n = 0; n < MAX_ATTRIBUTES; n++)
    {
      const char *const before = scan->at, *value;
      gsize length;
      skip_blanks (scan);
      *is_empty = TAKE (scan, "/>");
      if (*is_empty || TAKE (scan, ">"))
        return TRUE;
      Name *const name = &names[n];
      name->name = scan->at;
      while (scan->at < scan->end && is_name_byte (*scan->at, scan->at == name->name))
        scan->at++;
      name->length = (gsize) (scan->at - name->name);
      if (scan->at == name->name || name->name == before || !TAKE (scan, "=") || !scan_value (scan, &value, &length) || !keep (attributes, name, value, length))
        return FALSE;
      for (guint i = 0; i < n; i++)
        if (names[i].length == name->length && memcmp (names[i].name, name->name, name->length) == 0)
          return FALSE;
    }
  return FALSE;
}

static gboolean
scan_reference (Scan *scan, GString *into)
{
  static const struct
  {
    const char *name;
    gsize length;
    char character;
  } entities[] = { { "&amp;", 5, '&' }, { "&lt;", 4, '<' }, { "&gt;", 4, '>' }, { "&quot;", 6, '"' }, { "&apos;", 6, '\'' } };
  guint32 code = 0;

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (take (scan, entities[i].name, entities[i].length))
      {
        if (into != NULL)
          g_string_append_c (into, entities[i].character);
        return TRUE;
      }
  if (!TAKE (scan, "&#"))
    return FALSE;
  for (; scan->at < scan->end && g_ascii_isdigit (*scan->at) && code <= MAX_CHARACTER; scan->at++)
    code = code * 10 + (guint32) (*scan->at - '0');
  if (code < ' ' || code > MAX_CHARACTER || (code >= 0xd800 && code <= 0xdfff) || code == 0xfffe || code == 0xffff || !TAKE (scan, ";"))
    return FALSE;
  if (into != NULL)
    g_string_append_unichar (into, code);
  return TRUE;
}

/* Bytes of text that stand for themselves. */
static gboolean
scan_plain (Scan *scan, GString *into)
{
  const char *const start = scan->at;
  gboolean is_ascii = TRUE;

  for (; scan->at < scan->end && *scan->at != '<' && *scan->at != '&'; scan->at++)
    {
      if ((guchar) *scan->at >= 0x80)
        is_ascii = FALSE;
      else if (((guchar) *scan->at < ' ' && !is_blank (*scan->at)) || *scan->at == ']')
        return FALSE;
    }
  const gsize length = (gsize) (scan->at - start);
  if (!is_ascii && (!g_utf8_validate_len (start, length, NULL) || memmem (start, length, "\xef\xbf\xbe", 3) != NULL || memmem (start, length, "\xef\xbf\xbf", 3) != NULL))
    return FALSE;
  if (into != NULL)
    g_string_append_len (into, start, (gssize) length);
  return TRUE;
}

static gboolean
scan_text (Scan *scan, GString *into)
{
  while (scan->at < scan->end && *scan->at != '<')
    if (*scan->at == '&' ? !scan_reference (scan, into) : !scan_plain (scan, into))
      return FALSE;
  return TRUE;
}

/* What stands in a cell after its tag. */
static gboolean
scan_content (Scan *scan, gboolean *has_formula, GString *into)
{
  PoskoXlsxAttributes none;
  gboolean is_empty;

  for (skip_blanks (scan); !TAKE (scan, "</c>"); skip_blanks (scan))
    {
      if (TAKE (scan, "<v>"))
        {
          if (!scan_text (scan, into) || !TAKE (scan, "</v>"))
            return FALSE;
        }
      else if (TAKE (scan, "<is><t"))
        {
          if (!scan_attributes (scan, &none, &is_empty) || (!is_empty && (!scan_text (scan, into) || !TAKE (scan, "</t>"))) || !TAKE (scan, "</is>"))
            return FALSE;
        }
      else if (!TAKE (scan, "<f") || !scan_attributes (scan, &none, &is_empty) || (!is_empty && (!scan_text (scan, NULL) || !TAKE (scan, "</f>"))))
        return FALSE;
      else
        *has_formula = TRUE;
    }
  return TRUE;
}

/* The row at the scan's place; told to @handlers where they are not NULL. */
static gboolean
scan_row (Scan *scan, const PoskoXlsxRowHandlers *handlers, gpointer user_data, GString *value)
{
  PoskoXlsxAttributes attributes;
  gboolean is_empty;

  if (!TAKE (scan, "<row") || !scan_attributes (scan, &attributes, &is_empty))
    return FALSE;
  if (handlers != NULL)
    handlers->row (user_data, &attributes);
  if (is_empty)
    return TRUE;
  for (skip_blanks (scan); !TAKE (scan, "</row>"); skip_blanks (scan))
    {
      gboolean has_formula = FALSE;
      if (value != NULL)
        g_string_truncate (value, 0);
      if (!TAKE (scan, "<c") || !scan_attributes (scan, &attributes, &is_empty) || (!is_empty && !scan_content (scan, &has_formula, value)))
        return FALSE;
      if (handlers != NULL && !handlers->cell (user_data, &attributes, has_formula))
        return TRUE;
    }
  return TRUE;
}

gsize
posko_xlsx_scan_row (const char *text, gsize length, const PoskoXlsxRowHandlers *handlers, gpointer user_data, GString *value)
{
  Scan scan = { text, text + length };

  if (!scan_row (&scan, NULL, NULL, NULL))
    return 0;
  const gsize n = (gsize) (scan.at - text);
  scan = (Scan){ text, text + length };
  scan_row (&scan, handlers, user_data, value);
  return n;
}
