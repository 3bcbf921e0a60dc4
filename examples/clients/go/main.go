// Makes, fills and queries a table by Flight SQL: go run . 127.0.0.1:50051
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/apache/arrow-go/v18/arrow/flight/flightsql"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

func main() {
	ctx := context.Background()
	client, err := flightsql.NewClient(os.Args[1], nil, nil, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	for _, statement := range []string{
		"create or replace table go_prices (symbol varchar, price double)",
		"insert into go_prices values ('A', 1.5), ('B', 2.5), ('A', 3.5)",
	} {
		if _, err := client.ExecuteUpdate(ctx, statement); err != nil {
			log.Fatal(err)
		}
	}
	info, err := client.Execute(ctx, "select symbol, sum(price) as total from go_prices group by symbol order by symbol")
	if err != nil {
		log.Fatal(err)
	}
	for _, endpoint := range info.Endpoint {
		reader, err := client.DoGet(ctx, endpoint.Ticket)
		if err != nil {
			log.Fatal(err)
		}
		for reader.Next() {
			fmt.Println(reader.RecordBatch())
		}
		if err := reader.Err(); err != nil {
			log.Fatal(err)
		}
		reader.Release()
	}
}
