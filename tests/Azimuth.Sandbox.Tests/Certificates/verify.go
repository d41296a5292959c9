// Connects as a Go program does: $NAME on $PORT of this machine, trusting $CA. Ends with 1 and the reason when it does not.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
)

func main() {
	pem, err := os.ReadFile(os.Getenv("CA"))
	if err == nil {
		roots := x509.NewCertPool()
		roots.AppendCertsFromPEM(pem)
		_, err = tls.Dial("tcp", "127.0.0.1:"+os.Getenv("PORT"), &tls.Config{RootCAs: roots, ServerName: os.Getenv("NAME")})
	}

	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
