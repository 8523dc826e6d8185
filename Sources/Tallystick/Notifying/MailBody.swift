import Foundation
import UsageModel
import UsageStore

/// A whole mail, as `sendmail -t -oi` reads it.
struct MailBody {
  /// The settings of the mail.
  let email: Configuration.Email
  /// The run's moment.
  let moment: Timestamp

  /// The most bytes of all attachments; most mail servers refuse a mail of a little more.
  static let mostAttached = 10 << 20

  /// The mail for some messages; the same messages give the same bytes.
  func bytes(_ messages: [RunMessage], attachments: [RunDigest.Attachment]) -> [UInt8] {
    var attached: [RunDigest.Attachment] = []
    var leftOut: [String] = []
    var room = Self.mostAttached
    for attachment in email.attachesReports ? attachments : [] {
      if attachment.content.count <= room {
        attached.append(attachment)
        room -= attachment.content.count
      } else {
        leftOut.append(attachment.name)
      }
    }
    var lines = ["To: \(email.address)"]
    if let sender = email.sender { lines.insert("From: \(sender)", at: 0) }
    lines += [
      MailHeader.text("Subject", subject(messages)),
      "Date: \(MailHeader.date(moment))",
      "Message-ID: <\(Self.digest(of: identity(messages)))@\(email.sender?.domain ?? "tallystick.invalid")>",
      // Keeps answering machines quiet (RFC 3834).
      "Auto-Submitted: auto-generated",
      "MIME-Version: 1.0",
    ]
    let text = Self.part(text: self.text(messages, leftOut: leftOut))
    guard !attached.isEmpty else {
      return Array((lines.joined(separator: "\n") + "\n" + text).utf8)
    }
    // `=_` is in no text of either encoding, so the line is in none of the parts.
    let boundary = "=_\(Self.digest(of: identity(messages)))"
    lines.append("Content-Type: multipart/mixed; boundary=\"\(boundary)\"")
    var mail = Array((lines.joined(separator: "\n") + "\n\n").utf8)
    for part in [text] + attached.map(Self.part) { mail += Array("--\(boundary)\n\(part)".utf8) }
    return mail + Array("--\(boundary)--\n".utf8)
  }

  /// The same for the same messages to the same address, in whichever run: a mail that was handed over but not
  /// noted down comes again as one that mail programs know already.
  private func identity(_ messages: [RunMessage]) -> String {
    ([email.address.description] + messages.map(\.id)).joined(separator: "\u{0}")
  }

  private func subject(_ messages: [RunMessage]) -> String {
    let title = MailHeader.oneLine(messages.first?.title ?? "").prefix(120)
    let others = messages.count > 1 ? " (and \(messages.count - 1) more)" : ""
    return "Tallystick: \(title)\(others)"
  }

  private func text(_ messages: [RunMessage], leftOut: [String]) -> String {
    var texts = messages.map { message in
      let title = MailHeader.oneLine(message.title)
      return message.text.isEmpty ? "## \(title)" : "## \(title)\n\n\(message.text)"
    }
    if !leftOut.isEmpty {
      let names = leftOut.map(MailHeader.oneLine).joined(separator: ", ")
      texts.append("Not attached, because a mail carries at most 10 MiB: \(names)")
    }
    return texts.joined(separator: "\n\n")
  }

  private static func part(text: String) -> String {
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
      + QuotedPrintable.encoded(text)
  }

  private static func part(_ attachment: RunDigest.Attachment) -> String {
    let content = Data(attachment.content)
      .base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
    return """
      Content-Type: text/html; charset=utf-8
      Content-Transfer-Encoding: base64
      Content-Disposition: attachment; \(MailHeader.fileName(attachment.name))

      \(content)

      """
  }

  /// 128 bits of a text's digest in hexadecimal.
  private static func digest(of text: String) -> String {
    SHA256.digest(of: Array(text.utf8)).prefix(16).map(MailHeader.hex).joined().lowercased()
  }
}
