// What the C# examples share: UTF-8 on standard output, and quoting.
using System;
using System.IO;
using System.Linq;
using System.Text;

static class Output
{
    public static TextWriter Open()
    {
        return new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) {
            NewLine = "\n" };
    }

    // A text as JSON writes it.
    public static string Quoted(string text)
    {
        return "\"" + string.Concat(text.Select(c => c == '"' || c == '\\' ? "\\" + c
            : c < 0x20 ? "\\u" + ((int)c).ToString("x4") : c.ToString())) + "\"";
    }
}
