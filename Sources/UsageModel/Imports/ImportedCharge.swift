/// One charge that a file told.
public struct ImportedCharge: Hashable, Sendable {
  /// What it has in common with others.
  public var line: ImportedCharges.Line
  /// The time that it is of; its end is no part of it.
  public var span: Range<Timestamp>
  /// ``Quality/imported``, or a correction.
  public var quality: Quality
  /// What was billed, in the line's currency.
  public var billed: FixedDecimal
  /// What the use cost, in the line's currency.
  public var effective: FixedDecimal
  /// What was consumed, in the line's unit.
  public var quantity: FixedDecimal?
  /// Calls or metered events.
  public var requests: FixedDecimal?
  /// What the platform counted, in the line's native currency.
  public var native: FixedDecimal?

  /// Creates a charge.
  public init(
    line: ImportedCharges.Line,
    span: Range<Timestamp>,
    quality: Quality = .imported,
    billed: FixedDecimal,
    effective: FixedDecimal,
    quantity: FixedDecimal? = nil,
    requests: FixedDecimal? = nil,
    native: FixedDecimal? = nil
  ) {
    self.line = line
    self.span = span
    self.quality = quality
    self.billed = billed
    self.effective = effective
    self.quantity = quantity
    self.requests = requests
    self.native = native
  }
}
