/// The entry that libFuzzer calls; the first byte of an input chooses what it is given to.
///
/// A finding ends the process with a message; what the sanitizers find they report themselves.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  guard let first = bytes.first else { return 0 }
  switch first % 3 {
  case 0: PatternFuzzer.run(bytes.dropFirst())
  case 1: ScriptFuzzer.run(Array(bytes.dropFirst()))
  default: ValueFuzzer.run(bytes.dropFirst())
  }
  return 0
}

/// Ends the process, which is how libFuzzer learns of a finding.
func report(_ finding: String) -> Never {
  fatalError(finding)  // libFuzzer keeps the input of a process that ends so
}
