/// The program that runs now.
enum ThisProgram {
  /// Its file, also where another took its place since it began.
  static let path = "/proc/self/exe"
}
