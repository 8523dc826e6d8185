/// A field of rows, which is read by its name when a script asks for it.
struct RowField: Sendable {
  let name: String
  let annotation: String
  let summary: String

  init(_ name: String, _ annotation: String, _ summary: String) {
    self.name = name
    self.annotation = annotation
    self.summary = summary
  }
}

/// What the rows of one function have in common, for stubs and the reference.
struct RowDefinition: Sendable {
  /// The type's name in stubs: `allowance` is `tally.allowance`.
  let name: String
  let summary: String
  /// The page of the reference that describes it.
  let page: String
  let fields: [RowField]
  /// Whether there are others that the script asked for, such as dimensions.
  var isOpen = false
}
