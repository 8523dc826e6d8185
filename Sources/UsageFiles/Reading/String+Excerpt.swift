extension String {
  /// The text as messages quote it: at most 60 characters, with what a terminal would act on written out.
  var excerpt: String {
    var text = ""
    for scalar in unicodeScalars.prefix(61) {
      switch scalar {
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _
      where scalar.properties.generalCategory == .control
        || scalar.properties.generalCategory == .format:
        text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    let isCut = unicodeScalars.count > 60
    return isCut ? "\(text.prefix(60))…" : text
  }
}
