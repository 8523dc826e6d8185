import Foundation
import Testing
import UsageModel

@testable import Tallystick

/// Mails, as a mail command gets them.
struct MailBodyTests {
  private func mail(
    _ messages: [RunMessage] = [Bench.alert],
    from sender: String? = nil,
    attach: Bool = true,
    attaching attachments: [RunDigest.Attachment] = []
  ) throws -> String {
    let address = try #require(MailAddress("finance@example.com"))
    let email = Configuration.Email(
      to: address,
      from: sender.flatMap(MailAddress.init),
      attachesReports: attach
    )
    let body = MailBody(email: email, moment: Simulation.now)
    return String(decoding: body.bytes(messages, attachments: attachments), as: UTF8.self)
  }

  @Test func `a mail without attachment is one text`() throws {
    #expect(
      try mail()
        == """
        To: finance@example.com
        Subject: Tallystick: Budget everything: 80% reached
        Date: Sat, 21 Nov 2026 06:00:00 +0000
        Message-ID: <ID@tallystick.invalid>
        Auto-Submitted: auto-generated
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        ## Budget everything: 80% reached

        **410.25 USD** of 500 USD are spent & 9 days are left.

        - pace: <fast>

        """.replacing("ID@", with: "\(try id())@")
    )
  }

  /// The `Message-ID` of the mail, which is a digest.
  private func id(_ messages: [RunMessage] = [Bench.alert]) throws -> String {
    let match = try #require(try mail(messages).firstMatch(of: #/Message-ID: <([0-9a-f]{32})@/#))
    return String(match.1)
  }

  @Test func `reports are attached, each whole`() throws {
    let html = "<p>é\n" + String(repeating: "<b>x</b>", count: 40)
    let mail = try mail(
      Bench.digest.messages,
      from: "tally@corp.example",
      attaching: [
        .init(name: "spend-by-app 2026-11.html", content: Array(html.utf8)),
        .init(name: "Übersicht \"x\".html", content: Array("<p>".utf8)),
      ]
    )
    let id = try id(Bench.digest.messages)
    #expect(
      mail.hasPrefix(
        """
        From: tally@corp.example
        To: finance@example.com
        Subject: Tallystick: Budget everything: 80% reached (and 1 more)
        Date: Sat, 21 Nov 2026 06:00:00 +0000
        Message-ID: <\(id)@corp.example>
        Auto-Submitted: auto-generated
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="=_\(id)"

        --=_\(id)
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        ## Budget everything: 80% reached

        """
      )
    )
    let parts = mail.components(separatedBy: "\n--=_\(id)")
    #expect(parts.count == 5)
    #expect(
      parts[1].hasSuffix(
        "\n\n## Source notte fails since 2026-11-20\n\nnotte: answers 401; check `api_key:`"
      )
    )
    #expect(
      parts[2].hasPrefix(
        "\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n"
          + "Content-Disposition: attachment; filename=\"spend-by-app 2026-11.html\"\n\n"
      )
    )
    let content = try #require(parts[2].components(separatedBy: "\n\n").last)
    #expect(content.split(separator: "\n").allSatisfy { $0.count <= 76 })
    #expect(Data(base64Encoded: content.filter { !$0.isNewline }) == Data(html.utf8))
    #expect(
      parts[3].contains(
        "attachment; filename=\"_bersicht _x_.html\";\n filename*=UTF-8''%C3%9Cbersicht%20%22x%22.html\n\n"
      )
    )
    #expect(parts[4] == "--\n")
  }

  @Test func `attachments can be switched off, and what is too large is named`() throws {
    let report = RunDigest.Attachment(name: "a.html", content: Array("<p>".utf8))
    #expect(try mail(attach: false, attaching: [report]) == (try mail()))
    let large = RunDigest.Attachment(
      name: "large.html",
      content: [UInt8](repeating: 0x20, count: MailBody.mostAttached)
    )
    let text = try mail(attaching: [report, large])
    #expect(text.contains("\n\nNot attached, because a mail carries at most 10 MiB: large.html\n"))
    #expect(text.contains("filename=\"a.html\""))
    #expect(!text.contains("filename=\"large.html\""))
  }

  @Test func `the same messages have the same id in every run, and others another`() throws {
    let address = try #require(MailAddress("finance@example.com"))
    let email = Configuration.Email(to: address)
    let later = MailBody(email: email, moment: Simulation.now.advanced(bySeconds: 3600))
    var changed = Bench.alert
    changed.text = "420 USD are spent"
    let text = String(decoding: later.bytes([changed], attachments: []), as: UTF8.self)
    #expect(text.contains("Message-ID: <\(try id())@"))
    #expect(text.contains("Date: Sat, 21 Nov 2026 07:00:00 +0000"))
    #expect(try id([Bench.problem]) != id())
    #expect(try id(Bench.digest.messages) != id())
  }

  @Test(arguments: [
    "a\nBcc: x@example.com", "a\r\nBcc: x@example.com", "a\rBcc: x@example.com",
    "a\u{2028}Bcc: x@example.com", "a\u{0}\u{85}Bcc: x@example.com",
  ])
  func `no title becomes a header, and no file's name`(title: String) throws {
    var message = Bench.alert
    message.title = title
    let mail = try mail([message], attaching: [.init(name: title, content: [])])
    let head = try #require(mail.components(separatedBy: "\n\n").first)
    #expect(head.contains("Subject: Tallystick: a Bcc: x@example.com\n"))
    #expect(!mail.contains(#/(^|[\n\r\u{2028}\u{85}])Bcc/#))
    #expect(mail.contains("filename=\"a Bcc: x@example.com\"\n"))
  }

  @Test(arguments: [
    "Budget Büro: 80 %", String(repeating: "👩‍👩‍👧‍👦", count: 40), String(repeating: "long ", count: 30),
    "=?UTF-8?B?Zm9v?=", "日本語の予算が八十パーセントに達しました、すぐに確認してください",
  ])
  func `a header with any text is in lines of at most 78, and decodes to itself`(text: String)
    throws
  {
    let header = MailHeader.text("Subject", text)
    #expect(header.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
    let lines = header.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 85 })
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") })
    var decoded = ""
    for word in header.matches(of: #/=\?UTF-8\?B\?([A-Za-z0-9+\/=]+)\?=/#) {
      #expect(word.0.count <= 75)
      let bytes = try #require(Data(base64Encoded: String(word.1)))
      // Each word is whole characters.
      decoded += try #require(String(bytes: bytes, encoding: .utf8))
    }
    #expect(decoded == text.split(separator: " ").joined(separator: " "))
  }

  @Test(arguments: [
    ("a", "a\n"), ("", "\n"), ("a=b", "a=3Db\n"), ("é", "=C3=A9\n"),
    ("end \nx\t", "end=20\nx=09\n"),
    (".", "=2E\n"), ("From me\nFrom\n.b", "=46rom me\nFrom\n=2Eb\n"), ("a\r\nb\rc", "a\nb\nc\n"),
    (String(repeating: "x", count: 75), String(repeating: "x", count: 75) + "\n"),
    (
      String(repeating: "x", count: 75) + ".y",
      String(repeating: "x", count: 75) + "=\n=2Ey\n"
    ),
    ("\u{1B}[31m\u{0}", "=1B[31m=00\n"),
  ])
  func `text is quoted so that it survives the mail`(text: String, expected: String) {
    #expect(QuotedPrintable.encoded(text) == expected)
  }

  @Test func `quoted lines are at most 76 long and decode to the text`() {
    let text = (0..<400).map { String($0 % 7 == 0 ? "ü=. " : "From \($0)\t") }.joined()
    let encoded = QuotedPrintable.encoded(text)
    #expect(encoded.split(separator: "\n").allSatisfy { $0.count <= 76 })
    var bytes: [UInt8] = []
    var rest = Array(encoded.replacing("=\n", with: "").utf8.dropLast())[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "="),
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }

  @Test func `dates are those of mails`() throws {
    let moment = try #require(Timestamp(rfc3339: "2027-01-01T23:59:59.750+01:00"))
    #expect(MailHeader.date(moment) == "Fri, 01 Jan 2027 22:59:59 +0000")
  }
}
