#!/bin/sh
# Asks a server what it serves, and for rows, by reflection alone: sh grpcurl.sh 127.0.0.1:50051
set -eu
grpcurl -plaintext "$1" list
grpcurl -plaintext "$1" grpc.health.v1.Health/Check
grpcurl -plaintext "$1" polaroid.v1.DataFrameService/ServerInfo
handle=$(grpcurl -plaintext -d '{"query": "select 1 as one, 2 as two"}' "$1" polaroid.v1.DataFrameService/ScanSql | sed -n 's/.*"handle": "\(.*\)".*/\1/p')
grpcurl -plaintext -d "{\"handle\": \"$handle\"}" "$1" polaroid.v1.DataFrameService/GetSchema
