/// Makes text of a script safe to show on a terminal.
///
/// Control characters and those that change the direction of text are written as escapes.
///
/// - Parameters:
///   - text: What a script or its source holds.
///   - columns: How many characters to keep; an ellipsis marks a cut.
///   - keepsLines: Whether line ends stay.
/// - Returns: Printable text.
func printable(_ text: String, columns: Int = .max, keepsLines: Bool = false) -> String {
  var result = ""
  var count = 0
  for character in text {
    if count == columns { return result + "…" }
    count += 1
    if character == "\n", keepsLines {
      result.append(character)
      continue
    }
    for scalar in character.unicodeScalars {
      append(scalar, to: &result)
    }
  }
  return result
}

private func append(_ scalar: Unicode.Scalar, to result: inout String) {
  switch scalar.value {
  case 0x09: result += "  "
  case 0..<0x20, 0x7F...0x9F:
    result += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
  case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
    result += "\\u{" + String(scalar.value, radix: 16) + "}"
  default: result.unicodeScalars.append(scalar)
  }
}
