//go:build !cgo

package df2d

// The compiler says what is missing.
var _ = df2d_needs_cgo_and_a_C_compiler
