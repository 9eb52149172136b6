package dev.ticketchat.infra.inspect;

import java.util.List;

/// Programs and scripts, and names that open as such.
final class HostilePrograms {
  static final String PROGRAM = "is a program or script, which is not accepted";
  static final String NAMED = "is named like a program or script, which is not accepted";
  static final String SHORTCUT = "is a shortcut to something else, which is not accepted";
  static final String EXE = "4D5A90000300000004000000FFFF0000B800000000000000";

  private HostilePrograms() {}

  static byte[] exe() {
    return Bytes.padded(Bytes.hex(EXE), 1024);
  }

  static List<Sample> programs() {
    return List.of(
        Sample.of("a Windows program", "setup.exe", exe(), PROGRAM),
        Sample.of("a Windows program called a picture", "photo.jpg", exe(), PROGRAM),
        Sample.declared(
            "a Windows program declared a PDF", "a.pdf", "application/pdf", exe(), PROGRAM),
        Sample.of(
            "a Linux program",
            "tool",
            Bytes.padded(Bytes.hex("7F454C46020101000000000000000000 02003E00"), 256),
            PROGRAM),
        Sample.of(
            "a Linux library",
            "tool.so.txt",
            Bytes.padded(Bytes.hex("7F454C46020101000000000000000000 03003E00"), 256),
            PROGRAM),
        Sample.of(
            "a macOS program",
            "tool",
            Bytes.padded(Bytes.hex("CFFAEDFE070000010300000002000000"), 256),
            PROGRAM),
        Sample.of(
            "a macOS program for two processors",
            "tool",
            Bytes.padded(Bytes.hex("CAFEBABE0000000201000007"), 256),
            PROGRAM),
        Sample.of(
            "a Java class", "A.txt", Bytes.padded(Bytes.hex("CAFEBABE00000041001D"), 256), PROGRAM),
        Sample.of(
            "a jar without its name",
            "data.zip",
            Zips.of("META-INF/MANIFEST.MF", Bytes.text("Manifest-Version: 1.0\n")),
            PROGRAM),
        Sample.of(
            "an Android app",
            "game.zip",
            Zips.of(
                "AndroidManifest.xml",
                Bytes.hex("0300080000010000"),
                "classes.dex",
                Bytes.hex("00")),
            PROGRAM),
        Sample.of(
            "Android bytecode",
            "classes.bin",
            Bytes.padded(Bytes.hex("6465780A30333500"), 256),
            PROGRAM),
        Sample.of(
            "an iPhone app", "app.zip", Zips.of("Payload/Demo.app/Info", Bytes.text("x")), PROGRAM),
        Sample.of(
            "a Windows app package",
            "app.zip",
            Zips.of("AppxManifest.xml", Bytes.text("<Package/>")),
            PROGRAM),
        Sample.of("a Windows installer", "setup.doc", Documents.installer(), PROGRAM),
        Sample.of("WebAssembly", "lib.bin", Bytes.hex("0061736D0100000001040160"), PROGRAM),
        Sample.of(
            "a browser extension", "x.bin", Bytes.padded(Bytes.text("Cr24\u0003"), 64), PROGRAM),
        Sample.of("a Flash film", "x.bin", Bytes.padded(Bytes.text("CWS\u0009"), 64), PROGRAM),
        Sample.of(
            "a Debian package",
            "x.bin",
            Bytes.text(
                "!<arch>\ndebian-binary   1410122664  0     0     100644  4         `\n2.0\n"),
            PROGRAM),
        Sample.of(
            "a Windows shortcut",
            "report.txt",
            Bytes.padded(Bytes.hex("4C0000000114020000000000C000000000000046"), 128),
            SHORTCUT),
        Sample.text(
            "an internet shortcut",
            "link.txt",
            "[InternetShortcut]\r\nURL=file://evil/x\r\n",
            SHORTCUT),
        Sample.text("a desktop entry", "app.txt", "[Desktop Entry]\nExec=rm -rf ~\n", SHORTCUT),
        Sample.text(
            "a registry script",
            "fix.txt",
            "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER]\r\n",
            PROGRAM),
        Sample.text("an autorun file", "a.txt", "[autorun]\r\nopen=evil.exe\r\n", PROGRAM),
        Sample.text("a shell script without a name", "notes", "#!/bin/sh\nrm -rf ~\n", PROGRAM),
        Sample.text(
            "a shell script behind a byte order mark",
            "notes.txt",
            "\uFEFF#!/bin/sh\nrm -rf ~\n",
            PROGRAM),
        Sample.text(
            "a Python script by its first line",
            "notes.txt",
            "#!/usr/bin/env python3\nimport os\n",
            PROGRAM),
        Sample.text(
            "a batch file called a text", "notes.txt", "@echo off\r\ndel /q *\r\n", PROGRAM),
        Sample.text(
            "a PHP page called a text", "notes.txt", "<?php system($_GET['c']); ?>", PROGRAM),
        Sample.text(
            "an ASP page called a text", "notes.txt", "<%@ Page Language=\"C#\" %>", PROGRAM),
        Sample.text(
            "a script that starts programs, called a text",
            "notes.txt",
            "Set s = CreateObject(\"WScript.Shell\")\r\ns.Run \"calc\"\r\n",
            PROGRAM),
        Sample.text(
            "a script of ActiveX, called a text",
            "notes.txt",
            "var s = new ActiveXObject('WScript.Shell');",
            PROGRAM),
        Sample.text(
            "a Windows script file",
            "notes.txt",
            "<job id=\"x\"><script language=\"VBScript\">x</script></job>",
            PROGRAM),
        Sample.text(
            "an HTML application",
            "notes.txt",
            "<hta:application id=x><script>x</script>",
            PROGRAM),
        Sample.text("PostScript", "page.ai", "%!PS-Adobe-3.0\n(x) print\n", PROGRAM));
  }

  static List<Sample> names() {
    return List.of(
        Sample.text("a text that is named like a program", "readme.exe", "hello", NAMED),
        Sample.text("a program's name behind a picture's", "photo.jpg.exe", "hello", NAMED),
        Sample.of(
            "a picture that is named like a screen saver", "photo.scr", Images.real("png"), NAMED),
        Sample.text("a script's name in capitals", "RUN.JS", "hello", NAMED),
        Sample.text("a program's name with a dot behind it", "run.exe.", "hello", NAMED),
        Sample.text("a program's name with blanks behind it", "run.exe  ", "hello", NAMED),
        Sample.text("a program's name with a stream behind it", "run.exe::$DATA", "hello", NAMED),
        Sample.text(
            "a program's name with a NUL and a picture's behind it",
            "run.exe\0.png",
            "hello",
            NAMED),
        Sample.text(
            "a server page's name with a parameter behind it", "run.asp;.jpg", "hello", NAMED),
        Sample.text("a program's name in full-width letters", "run．ｅｘｅ", "hello", NAMED),
        Sample.text(
            "a program's name behind a mark that turns it around",
            "photo\u202Egpj.exe",
            "hello",
            NAMED),
        Sample.text(
            "a program's name with invisible marks in it", "run.e\u200Bx\u200De", "hello", NAMED),
        Sample.text("a program's name with line ends in it", "a\r\nb.ex\ne", "hello", NAMED),
        Sample.text("a program's name in another folder", "../../run.bat", "hello", NAMED),
        Sample.text(
            "a page's name",
            "hello.html",
            "hello",
            "is named like a web page, which is not accepted"),
        Sample.text(
            "a shortcut's name",
            "hello.lnk",
            "hello",
            "is named like a shortcut or a setting, which is not accepted"),
        Sample.text(
            "the name of a document with macros",
            "hello.xlsm",
            "hello",
            "is named like a document with macros, which is not accepted"),
        Sample.text(
            "the name of a disk",
            "hello.iso",
            "hello",
            "is named like the image of a disk, which is not accepted"));
  }
}
